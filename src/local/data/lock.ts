import { join } from 'node:path';
import { isErrno } from '../../internal/files.js';
import { RenameLock } from '../../internal/rename-lock.js';
import { DataDirectoryError } from './error.js';

/**
 * Takes the directory for this process, under its process id.
 *
 * @returns What frees it again.
 * @throws {DataDirectoryError} while another process has it.
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  const lock = new RenameLock(join(directory, 'lock'));
  const own = String(process.pid);
  if (!((await lock.take(own)) || (await takeFromDead(lock, own))))
    throw new DataDirectoryError(
      `${directory} is in use by process ${(await lock.holder()) ?? 'unknown'}; if that is no local pool, remove ${lock.path}`,
    );
  return () => lock.release(own);
}

/** A holder with this process's own id is dead: no two processes have one at a time. */
async function takeFromDead(lock: RenameLock, own: string): Promise<boolean> {
  const holder = await lock.holder();
  if (holder === undefined || (holder !== own && isAlive(Number(holder)))) return false;
  return lock.takeOver(holder, own);
}

/** Signal 0 asks whether a process is there; a refusal says that it is another user's. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return isErrno(error, 'EPERM');
  }
}
