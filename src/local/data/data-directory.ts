import { join } from 'node:path';
import { isErrno, makeDirectory, writeAtomically } from '../../internal/files.js';
import type { RandomSource } from '../../internal/seams.js';
import { DataDirectoryError } from './error.js';
import { lockDirectory } from './lock.js';
import { encodeSnapshot, readSnapshot, type Snapshot } from './state-file.js';

/** Where a server keeps its state: this process's own until it is released. */
export interface DataDirectory {
  /** What was kept there before. */
  readonly restored: Snapshot | undefined;
  write(snapshot: Snapshot): Promise<void>;
  release(): Promise<void>;
}

/** @throws {DataDirectoryError} for a directory that another process has, or state that cannot be read. */
export async function openDataDirectory(directory: string, random: RandomSource): Promise<DataDirectory> {
  const path = join(directory, 'state.json');
  await makeDirectory(directory).catch((cause: unknown) => {
    const problem = isErrno(cause, 'EEXIST', 'ENOTDIR') ? 'is not a directory' : 'cannot be made';
    throw new DataDirectoryError(`${directory} ${problem}`, { cause });
  });
  const release = await lockDirectory(directory);
  try {
    const restored = await readSnapshot(path);
    return { restored, release, write: snapshot => writeAtomically(path, encodeSnapshot(snapshot), random) };
  } catch (error) {
    await release();
    throw error;
  }
}
