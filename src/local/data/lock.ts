import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isErrno, unless } from '../../internal/files.js';
import { hasEnded, processIdentity } from '../../internal/process-identity.js';
import { RenameLock } from '../../internal/rename-lock.js';
import { DataDirectoryError } from './error.js';

/** A holder gives a sign of life so often. */
const HEARTBEAT_MS = 2000;
/** A holder that another machine or container has is dead after so long without one. */
const SILENCE_MS = 4 * HEARTBEAT_MS;

export interface HeldDirectory {
  /** Whether another process has taken the directory, which it does only from one that gives no sign of life. */
  isLost(): boolean;
  release(): Promise<void>;
}

/**
 * Takes the directory for this process: a name tells it from every other, even from a later one with the same id.
 *
 * @throws {DataDirectoryError} while another process has it.
 */
export async function lockDirectory(directory: string): Promise<HeldDirectory> {
  const lock = new RenameLock(join(directory, 'lock'));
  const own = processIdentity() ?? String(process.pid);
  if (!((await lock.take(own)) || (await takeFromDead(lock, own))))
    throw new DataDirectoryError(
      `${directory} is in use by process ${pidOf(await lock.holder())}; if that is no local pool, remove ${lock.path}`,
    );
  await clearUnfinished(directory);
  return hold(lock, own);
}

function hold(lock: RenameLock, own: string): HeldDirectory {
  let isLost = false;
  const beat = () =>
    lock.touch(own).catch(error => {
      isLost ||= isErrno(error, 'ENOENT');
    });
  const heart = setInterval(beat, HEARTBEAT_MS).unref();
  return {
    isLost: () => isLost,
    release: async () => {
      clearInterval(heart);
      if (!isLost) await lock.release(own);
    },
  };
}

/** A holder with this process's own name is dead: no two processes have one at a time. */
async function takeFromDead(lock: RenameLock, own: string): Promise<boolean> {
  const holder = await lock.holder();
  if (holder === undefined) return false;
  const isDead = holder === own || isGone(holder) || (isElsewhere(holder) && (await isSilent(lock, holder)));
  return isDead && lock.takeOver(holder, own);
}

/** Whether the system knows that it has ended. Where it tells no more than a process's id, that has to do. */
const isGone = (holder: string): boolean =>
  hasEnded(holder) || (/^\d+$/.test(holder) && !isThere(Number(holder)));

/** Whether this system cannot know the holder: another boot, another container, another machine. */
const isElsewhere = (holder: string): boolean => placeOf(holder) !== placeOf(processIdentity() ?? '');

const placeOf = (identity: string): string => identity.split('-')[0] ?? '';
const pidOf = (identity = ''): string => identity.split('-')[1] ?? (identity || 'unknown');

/** Signal 0 asks whether a process is there; a refusal says that it is another user's. */
function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return !isErrno(error, 'ESRCH');
  }
}

async function isSilent(lock: RenameLock, holder: string): Promise<boolean> {
  const signOfLife = async () => {
    const file = await unless(['ENOENT'], stat(join(lock.path, holder), { bigint: true }), undefined);
    return file?.mtimeNs;
  };
  const before = await signOfLife();
  await sleep(SILENCE_MS);
  return before === (await signOfLife());
}

/** Removes what processes left that were killed while they took the lock. */
async function clearUnfinished(directory: string): Promise<void> {
  for (const name of await readdir(directory))
    if (name.startsWith('lock-') && isGone(name.slice('lock-'.length)))
      await rm(join(directory, name), { recursive: true, force: true });
}
