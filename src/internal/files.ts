import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
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
  const temporary = `${path}.${toHex(random(8))}${TEMPORARY}`;
  try {
    await withHandle(await open(temporary, 'wx', OWNER_ONLY_FILE), async handle => {
      await handle.writeFile(content);
      await handle.sync();
    });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncDirectory(dirname(path));
}

async function syncDirectory(path: string): Promise<void> {
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
