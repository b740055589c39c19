import { mkdir, readdir, rename, rm, rmdir, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StoreUnavailableError } from '../errors/store.js';
import { isErrno, makeDirectory, TEMPORARY } from '../internal/files.js';
import type { WaitingSeams } from '../internal/waiting.js';
import type { Leases } from './lock.js';

/** What a waiter has seen of a holder. */
interface Watch {
  /** The holder and its last sign of life. */
  readonly sign: string;
  readonly seenAt: number;
  /** How long that sign has not changed. */
  readonly silentMs: number;
}

/**
 * Locks in a directory. A lock is a directory `{name}.lock` with one file in it, named after its owner:
 *
 * - It is taken by renaming a directory made ready beside it, which succeeds only where none or an empty one is.
 * - It is freed by unlinking the file, and taken over from a dead owner by renaming the file to the new owner's
 *   name. Both name the owner they believe in, so the file system itself refuses whoever is late: of two processes
 *   that see the same dead owner one succeeds, and neither can touch the lock of a third.
 *
 * A plain lock file has no such step: whoever removes it may be removing the next owner's.
 */
export class FileLeases implements Leases {
  readonly #watched = new Map<string, Watch>();

  constructor(
    private readonly directory: string,
    private readonly lifetimeMs: number,
    private readonly seams: WaitingSeams,
  ) {}

  async take(name: string, owner: string): Promise<boolean> {
    try {
      const holder = await this.#holder(name);
      const taken = holder ? await this.#takeOver(name, holder, owner) : await this.#takeFree(name, owner);
      if (taken) this.#watched.delete(name);
      return taken;
    } catch (error) {
      throw new StoreUnavailableError(this.directory, `no lock (${(error as NodeJS.ErrnoException).code})`, {
        cause: error,
      });
    }
  }

  async extend(name: string, owner: string): Promise<void> {
    const now = new Date();
    await utimes(join(this.#lock(name), owner), now, now);
  }

  async release(name: string, owner: string): Promise<void> {
    await unlink(join(this.#lock(name), owner));
    await this.#removeEmpty(name);
  }

  #lock(name: string): string {
    return join(this.directory, `${name}.lock`);
  }

  async #holder(name: string): Promise<string | undefined> {
    const [holder] = await unless(['ENOENT'], readdir(this.#lock(name)), []);
    return holder;
  }

  async #takeFree(name: string, owner: string): Promise<boolean> {
    const ready = `${this.#lock(name)}-${owner}`;
    await makeDirectory(this.directory);
    await mkdir(ready, { mode: 0o700 });
    try {
      await writeFile(join(ready, owner), '', { mode: 0o600 });
      await this.#removeEmpty(name);
      await rename(ready, this.#lock(name));
      // Fails where somebody who was clearing up emptied the directory first.
      await this.extend(name, owner);
      return true;
    } catch (error) {
      await rm(ready, { recursive: true, force: true });
      if (isErrno(error, ...OCCUPIED, 'ENOENT')) return false;
      throw error;
    }
  }

  async #takeOver(name: string, holder: string, owner: string): Promise<boolean> {
    if (!(await this.#isSilent(name, holder))) return false;
    const lock = this.#lock(name);
    const taken = await unless(['ENOENT'], rename(join(lock, holder), join(lock, owner)).then(yes), false);
    if (taken) {
      await this.extend(name, owner);
      await this.#clearAfterDeath(name).catch(() => {});
    }
    return taken;
  }

  /**
   * Whether the holder gave no sign of life for its lifetime, while this process was watching. Comparing the file's
   * time with this machine's would believe two clocks, and break a living lock after every jump of one of them.
   */
  async #isSilent(name: string, holder: string): Promise<boolean> {
    const file = await unless(['ENOENT'], stat(join(this.#lock(name), holder), { bigint: true }), undefined);
    const sign = `${holder} ${file?.mtimeNs}`;
    const seenAt = this.seams.elapsed();
    const before = this.#watched.get(name);
    // A pause of this process proves little: whatever stopped it may have stopped the holder too.
    const counted = before ? Math.min(seenAt - before.seenAt, this.lifetimeMs / 4) : 0;
    const silentMs = before?.sign === sign ? before.silentMs + counted : 0;
    this.#watched.set(name, { sign, seenAt, silentMs });
    return silentMs >= this.lifetimeMs;
  }

  /** Removes what a process killed in the middle of writing or locking left behind. Nobody else is writing now. */
  async #clearAfterDeath(name: string): Promise<void> {
    const entries = await readdir(this.directory);
    const left = entries.filter(
      entry =>
        entry.startsWith(`${name}.lock-`) || (entry.startsWith(`${name}.json.`) && entry.endsWith(TEMPORARY)),
    );
    for (const entry of left) await rm(join(this.directory, entry), { recursive: true, force: true });
  }

  /** An empty lock directory is a free lock; POSIX renames onto it, Windows does not. */
  async #removeEmpty(name: string): Promise<void> {
    await unless([...OCCUPIED, 'ENOENT'], rmdir(this.#lock(name)), undefined);
  }
}

/** How systems say that a directory is there and has something in it. */
const OCCUPIED = [
  'ENOTEMPTY',
  'EEXIST',
  ...(process.platform === 'win32' ? ['EPERM', 'EACCES', 'EBUSY'] : []),
];

const yes = () => true as const;

/** `instead`, where the operation fails with one of these codes. */
async function unless<T, U>(codes: readonly string[], operation: Promise<T>, instead: U): Promise<T | U> {
  try {
    return await operation;
  } catch (error) {
    if (isErrno(error, ...codes)) return instead;
    throw error;
  }
}
