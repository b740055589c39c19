import { mkdir, readdir, rename, rm, rmdir, unlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isErrno, unless } from './files.js';

/**
 * A lock in the file system: a directory with one file in it, named after its owner.
 *
 * - It is taken by renaming a directory made ready beside it, which succeeds only where none or an empty one is.
 * - It is freed by unlinking the file, and taken over from a dead owner by renaming the file to the new owner's
 *   name. Both name the owner they believe in, so the file system itself refuses the later one: of two processes
 *   that see the same dead owner one succeeds, and neither can touch the lock of a third.
 *
 * A plain lock file has no such step: removing it may remove the next owner's.
 */
export class RenameLock {
  /** @param path The lock's own directory. The one around it has to be there. */
  constructor(readonly path: string) {}

  /** The owner's name; undefined where the lock is free. */
  async holder(): Promise<string | undefined> {
    const [holder] = await unless(['ENOENT'], readdir(this.path), []);
    return holder;
  }

  /** Takes a lock that is free. Resolves to false where it is not. */
  async take(owner: string): Promise<boolean> {
    const ready = `${this.path}-${owner}`;
    await rm(ready, { recursive: true, force: true });
    await mkdir(ready, { mode: 0o700 });
    try {
      await writeFile(join(ready, owner), '', { mode: 0o600 });
      await this.#removeEmpty();
      await rename(ready, this.path);
      // Fails where another process that was clearing up emptied the directory first.
      await this.touch(owner);
      return true;
    } catch (error) {
      await rm(ready, { recursive: true, force: true });
      if (isErrno(error, ...OCCUPIED, 'ENOENT')) return false;
      throw error;
    }
  }

  /** Takes the lock from `holder`, which has to be dead. Resolves to false where another process did it first. */
  async takeOver(holder: string, owner: string): Promise<boolean> {
    const renamed = rename(join(this.path, holder), join(this.path, owner));
    const taken = await unless(['ENOENT'], renamed.then(yes), false);
    if (taken) await this.touch(owner);
    return taken;
  }

  /** Sets the time of the owner's file to now. @throws where `owner` does not hold the lock. */
  async touch(owner: string): Promise<void> {
    const now = new Date();
    await utimes(join(this.path, owner), now, now);
  }

  /** @throws where `owner` does not hold the lock. */
  async release(owner: string): Promise<void> {
    await unlink(join(this.path, owner));
    await this.#removeEmpty();
  }

  /** An empty lock directory is a free lock; POSIX renames onto it, Windows does not. */
  async #removeEmpty(): Promise<void> {
    await unless([...OCCUPIED, 'ENOENT'], rmdir(this.path), undefined);
  }
}

/** How systems say that a directory is there and has something in it. */
const OCCUPIED = [
  'ENOTEMPTY',
  'EEXIST',
  ...(process.platform === 'win32' ? ['EPERM', 'EACCES', 'EBUSY'] : []),
];

const yes = () => true as const;
