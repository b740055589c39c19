import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StoreUnavailableError } from '../errors/store.js';
import { deleteFile, replaceFile, unless } from '../internal/files.js';
import type { WaitingSeams } from '../internal/waiting.js';
import { FileLeases } from './file-leases.js';
import { type HeldLock, Lock } from './lock.js';
import type { Content, RecordStorage } from './record-storage.js';

const SUFFIX = '.json';

/** One file a record, in one directory. */
export class FileStorage implements RecordStorage {
  readonly description: { readonly directory: string };
  readonly #lock: Lock;

  constructor(directory: string, lockLifetimeMs: number, seams: WaitingSeams) {
    this.description = { directory };
    this.#lock = new Lock(new FileLeases(directory, lockLifetimeMs, seams), lockLifetimeMs, seams);
  }

  async read(name: string): Promise<Uint8Array | undefined> {
    const path = this.locate(name);
    return await reported(path, unless(['ENOENT'], readFile(path), undefined));
  }

  async replace(name: string, read: Content | undefined, content: Content | undefined): Promise<boolean> {
    // Taking the lock would make the directory.
    if (read === undefined && content === undefined) return (await this.read(name)) === undefined;
    const path = this.locate(name);
    for (;;) {
      const change = (held: HeldLock) => reported(path, changed({ path, read, content }, held));
      if (await this.#lock.run(`${name}${SUFFIX}`, change)) return true;
      // This process may have been stopped for longer than its lock lives, and lost it.
      if (!isEqual(await this.read(name), read)) return false;
    }
  }

  async names(prefix: string): Promise<readonly string[]> {
    const files = await unless(['ENOENT'], readdir(this.description.directory), []);
    return files
      .filter(file => file.startsWith(prefix) && file.endsWith(SUFFIX))
      .map(file => file.slice(0, -SUFFIX.length));
  }

  withLock<T>(name: string, work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    return this.#lock.run(name, work, signal);
  }

  locate(name: string): string {
    return join(this.description.directory, `${name}${SUFFIX}`);
  }
}

interface Change {
  readonly path: string;
  readonly read: Content | undefined;
  readonly content: Content | undefined;
}

/** Inside the lock. False when the file is not as it was read, or the lock was lost. */
async function changed({ path, read, content }: Change, held: HeldLock): Promise<boolean> {
  if (!isEqual(await unless(['ENOENT'], readFile(path), undefined), read)) return false;
  if (content !== undefined) return await unless(['ENOENT'], replaceFile(path, content, held), false);
  return read === undefined || (await unless(['ENOENT'], deleteFile(path, read, held), false));
}

const isEqual = (one: Content | undefined, other: Content | undefined): boolean =>
  one === undefined || other === undefined ? one === other : Buffer.from(one).equals(Buffer.from(other));

/** A file system's error names a path and a reason, never contents. */
async function reported<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    const problem = (cause as NodeJS.ErrnoException).code ?? 'the file system failed';
    throw new StoreUnavailableError(path, problem, { cause });
  }
}
