import { resolve } from 'node:path';
import { check, nonEmpty, strictOptions } from '../internal/options.js';
import { systemSeams, type WaitingSeams } from '../internal/waiting.js';
import { FileStorage } from './file-storage.js';
import { lockLifetimeMs } from './lock.js';
import { RecordStore } from './record-store.js';

export interface FileStoreOptions {
  /**
   * Where the files go. Made with mode 0700 when it is not there; one that exists keeps its mode. Give the store a
   * directory of its own, on a disk of this machine.
   */
  readonly directory: string;
  /**
   * How long a lock's holder that is stopped, or was killed on another machine or in another container, keeps others
   * waiting, in milliseconds. Default 10,000.
   */
  readonly lockLifetimeMs?: number | undefined;
}

const fileStoreOptions = strictOptions({ directory: nonEmpty, lockLifetimeMs });

/**
 * Keeps sessions and devices in files that only their owner may read (mode 0600), one for each pool, app client and
 * user. Processes of one machine may share the directory: renewals take turns.
 *
 * ```ts
 * import { homedir } from 'node:os';
 * import { join } from 'node:path';
 * import { FileStore } from 'portcullis';
 *
 * const store = new FileStore({ directory: join(homedir(), '.config', 'my-tool', 'sessions') });
 * ```
 */
export class FileStore extends RecordStore {
  /**
   * @param seams For tests.
   * @throws {InvalidOptionError} naming the option at fault. Nothing is read or made yet.
   */
  constructor(options: FileStoreOptions, seams: WaitingSeams = systemSeams) {
    const { directory, lockLifetimeMs } = check(fileStoreOptions, options, 'options');
    super(new FileStorage(resolve(directory), lockLifetimeMs, seams));
  }
}
