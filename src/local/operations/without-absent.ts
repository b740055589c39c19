type Present<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };

/** `members` without those that are undefined, so that they do not hide the default beneath them. */
export const withoutAbsent = <T extends object>(members: T): Present<T> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Present<T>;
