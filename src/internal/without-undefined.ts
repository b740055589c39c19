type Present<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };

/** `members` without those that are undefined, which would hide a default beneath them and which JSON loses. */
export const withoutUndefined = <T extends object>(members: T): Present<T> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Present<T>;
