import { type FileHandle, link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { toHex } from './bytes.js';
import type { RandomSource } from './seams.js';

const OWNER_ONLY_FILE = 0o600;
const OWNER_ONLY_DIRECTORY = 0o700;

/** What half-written files end with. */
export const TEMPORARY = '.tmp';

/** Whether a file system operation failed for one of these reasons. */
export const isErrno = (error: unknown, ...codes: readonly string[]): boolean =>
  codes.includes((error as NodeJS.ErrnoException).code ?? '');

/** `instead`, where the operation fails with one of these codes. */
export async function unless<T, U>(
  codes: readonly string[],
  operation: Promise<T>,
  instead: U,
): Promise<T | U> {
  try {
    return await operation;
  } catch (error) {
    if (isErrno(error, ...codes)) return instead;
    throw error;
  }
}

export async function makeDirectory(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: OWNER_ONLY_DIRECTORY });
}

/**
 * Replaces a file whole: a crash at any moment leaves the old contents or the new ones. Resolves when the disk has
 * them, the directory's entry included.
 */
export async function writeAtomically(
  path: string,
  content: string | Uint8Array,
  random: RandomSource,
): Promise<void> {
  await replaceFile(path, content, { owner: toHex(random(8)), isHeld: async () => true });
}

/** Whose turn it is to change a file. */
export interface Turn {
  /** Differs from that of every other writer. */
  readonly owner: string;
  isHeld(): Promise<boolean>;
}

/**
 * The same under a lock. Who takes the lock over removes the half-written file of the one before, and does so before it
 * reads: a writer that was stopped in between finds either that the lock is lost or that its file is gone (`ENOENT`).
 *
 * @returns False, with the file as it was, when the lock was lost.
 */
export async function replaceFile(path: string, content: string | Uint8Array, turn: Turn): Promise<boolean> {
  const temporary = temporaryOf(path, turn);
  try {
    await withHandle(await open(temporary, 'wx', OWNER_ONLY_FILE), async handle => {
      await handle.writeFile(content);
      await handle.sync();
    });
    if (!(await turn.isHeld())) return false;
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
  await syncDirectory(dirname(path));
  return true;
}

/**
 * Deletes a file that has these contents. It is moved first and then looked at: a process that was stopped right before
 * the move may have taken a newer file, and puts that back.
 *
 * @returns False when it had other contents, or the lock was lost.
 */
export async function deleteFile(path: string, content: string | Uint8Array, turn: Turn): Promise<boolean> {
  const temporary = temporaryOf(path, turn);
  if (!(await turn.isHeld())) return false;
  await rename(path, temporary);
  const isRight = Buffer.from(content).equals(await readFile(temporary));
  if (!isRight) await unless(['EEXIST'], link(temporary, path), undefined);
  await rm(temporary);
  await syncDirectory(dirname(path));
  return isRight;
}

const temporaryOf = (path: string, { owner }: Turn): string => `${path}.${owner}${TEMPORARY}`;

/** Resolves when the disk has the directory's entries, where the system can tell. */
export async function syncDirectory(path: string): Promise<void> {
  // Windows opens no directories, and some network file systems sync none; the rename itself is done by now.
  const handle = await open(path, 'r').catch(() => undefined);
  if (handle) await withHandle(handle, () => handle.sync().catch(() => {}));
}

async function withHandle(handle: FileHandle, work: (handle: FileHandle) => Promise<void>): Promise<void> {
  try {
    await work(handle);
  } finally {
    await handle.close();
  }
}
