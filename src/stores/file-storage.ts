import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StoreUnavailableError } from '../errors/store.js';
import { isErrno, makeDirectory, writeAtomically } from '../internal/files.js';
import type { WaitingSeams } from '../internal/waiting.js';
import { FileLeases } from './file-leases.js';
import { Lock } from './lock.js';
import type { RecordStorage } from './record-storage.js';

/** One file a record, in one directory. */
export class FileStorage implements RecordStorage {
  readonly description: { readonly directory: string };
  readonly #lock: Lock;
  readonly #seams: WaitingSeams;

  constructor(directory: string, lockLifetimeMs: number, seams: WaitingSeams) {
    this.description = { directory };
    this.#seams = seams;
    this.#lock = new Lock(new FileLeases(directory, lockLifetimeMs, seams), lockLifetimeMs, seams);
  }

  async read(name: string): Promise<Uint8Array | undefined> {
    const path = this.locate(name);
    try {
      return await readFile(path);
    } catch (error) {
      if (isErrno(error, 'ENOENT')) return undefined;
      throw unavailable(path, error);
    }
  }

  async write(name: string, content: string | Uint8Array): Promise<void> {
    const path = this.locate(name);
    try {
      await makeDirectory(this.description.directory);
      await writeAtomically(path, content, this.#seams.random);
    } catch (error) {
      throw unavailable(path, error);
    }
  }

  async delete(name: string): Promise<void> {
    const path = this.locate(name);
    await rm(path, { force: true }).catch(error => {
      throw unavailable(path, error);
    });
  }

  withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
    return this.#lock.run(name, work);
  }

  locate(name: string): string {
    return join(this.description.directory, `${name}.json`);
  }
}

/** A file system's error names a path and a reason, never contents. */
const unavailable = (path: string, cause: unknown): StoreUnavailableError =>
  new StoreUnavailableError(path, (cause as NodeJS.ErrnoException).code ?? 'the file system failed', {
    cause,
  });
