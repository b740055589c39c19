/**
 * Keeps texts under names. The one thing that differs between the stores; what the texts mean is for
 * {@link Records} to know. Names are made of lower-case letters, digits, `-` and `.`, at most 100 of them.
 */
export interface RecordStorage {
  read(name: string): Promise<string | Uint8Array | undefined>;
  /** Replaces the whole record or leaves it as it was, and resolves when it would survive a crash. */
  write(name: string, content: string | Uint8Array): Promise<void>;
  delete(name: string): Promise<void>;
  /** Runs `work` while no other work for the name runs. Not reentrant. */
  withLock<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Where the record is, as a person would look for it. */
  locate(name: string): string;
  /** What may be shown of the storage. */
  readonly description: Readonly<Record<string, string>>;
}
