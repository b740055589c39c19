import { mkdir, readdir, rename, rm, rmdir, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isErrno } from '../../internal/files.js';
import { DataDirectoryError } from './error.js';

const LOCK = 'lock';

/**
 * Takes the directory for this process. The lock is a directory with one file in it, named after its owner's process
 * id: it is taken by renaming one made ready beside it, and from a dead owner by renaming that owner's file, both of
 * which the file system lets one process do.
 *
 * @returns What frees it again.
 * @throws {DataDirectoryError} while another process has it.
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  const lock = join(directory, LOCK);
  const own = String(process.pid);
  if (!((await takeFree(lock, own)) || (await takeOver(lock, own))))
    throw new DataDirectoryError(
      `${directory} is in use by process ${(await holderOf(lock)) ?? 'unknown'}; if that is no local pool, remove ${lock}`,
    );
  return async () => {
    await unlink(join(lock, own));
    await rmdir(lock);
  };
}

async function takeFree(lock: string, own: string): Promise<boolean> {
  const ready = `${lock}-${own}`;
  await rm(ready, { recursive: true, force: true });
  await mkdir(ready, { mode: 0o700 });
  await writeFile(join(ready, own), '', { mode: 0o600 });
  try {
    await rename(ready, lock);
    return true;
  } catch (error) {
    await rm(ready, { recursive: true, force: true });
    if (isErrno(error, 'ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES', 'EBUSY')) return false;
    throw error;
  }
}

/** From a process that is gone. One with this process's own id is: there are no two at a time. */
async function takeOver(lock: string, own: string): Promise<boolean> {
  const holder = await holderOf(lock);
  if (holder === undefined || (holder !== own && isAlive(Number(holder)))) return false;
  try {
    await rename(join(lock, holder), join(lock, own));
    return true;
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return false;
    throw error;
  }
}

const holderOf = async (lock: string): Promise<string | undefined> =>
  (await readdir(lock).catch(() => []))[0];

/** Signal 0 asks whether a process is there; where it is somebody else's, the answer is a refusal. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return isErrno(error, 'EPERM');
  }
}
