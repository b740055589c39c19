/** What a record holds, as its storage gives it back. */
export type Content = string | Uint8Array;

/**
 * Keeps texts under names. The one thing that differs between the stores; what the texts mean is for
 * {@link Records} to know. Names are made of lower-case letters, digits, `-` and `.`, at most 100 of them.
 */
export interface RecordStorage {
  read(name: string): Promise<Content | undefined>;
  /**
   * Replaces the whole record, or deletes it where `content` is undefined, if it is as it was read: compares and writes
   * in one step. Resolves when it would survive a crash.
   *
   * @param expiresInSeconds When the storage may forget it by itself, if it can.
   * @returns False, with the record as it was, when another process changed it.
   */
  replace(
    name: string,
    read: Content | undefined,
    content: Content | undefined,
    expiresInSeconds?: number,
  ): Promise<boolean>;
  /** The names of the records that begin with `prefix`, where the storage does not forget any by itself. */
  names?(prefix: string): Promise<readonly string[]>;
  /** Runs `work` while no other work for the name runs. Not reentrant. The signal ends the wait for it. */
  withLock<T>(name: string, work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T>;
  /** Where the record is, as a person would look for it. */
  locate(name: string): string;
  /** What may be shown of the storage. */
  readonly description: Readonly<Record<string, string>>;
}
