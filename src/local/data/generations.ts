import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isErrno, syncDirectory } from '../../internal/files.js';
import { apply, type Entry, entriesOf, type Restored, type Stored, UnknownEntry } from './entries.js';
import { DataDirectoryError } from './error.js';
import { DamagedLine, encodeLine, readLines } from './lines.js';
import { LogFile, writeAt } from './log-file.js';

/** Raised when what is written changes its shape. */
const FORMAT = 3;
const HEADER = encodeLine({ portcullisLocalPool: FORMAT });
const END = 'end';

/** So many entries share a line of a snapshot. Encoding them holds up requests for well under a millisecond. */
const ENTRIES_IN_A_LINE = 64;
/** A longer line might not fit into a string. */
const MOST_CHANGES_IN_A_LINE = 10_000;

/** The log of a generation has what changed since its snapshot. */
const snapshotPath = (directory: string, generation: number) =>
  join(directory, `state-${generation}.snapshot`);
export const logPath = (directory: string, generation: number) => join(directory, `state-${generation}.log`);

/** The changes as lines: one, but for very many. */
export function* encodeChanges(entries: readonly Entry[]): Generator<string> {
  for (let i = 0; i < entries.length; i += MOST_CHANGES_IN_A_LINE)
    yield encodeLine(entries.slice(i, i + MOST_CHANGES_IN_A_LINE));
}

/** Begins a log. One that is there was never read: its process ended before the first snapshot. */
export async function createLog(directory: string, generation: number): Promise<LogFile> {
  const log = await LogFile.open(logPath(directory, generation));
  await log.append([HEADER]);
  await syncDirectory(directory);
  return log;
}

/**
 * Writes down all of `stored`, which may change meanwhile: the log of this generation, read after it, has the changes.
 *
 * @param isStopped Asked between two pieces.
 * @returns How many bytes it has. @throws where it could not be written; then there is none.
 */
export async function writeSnapshot(
  directory: string,
  generation: number,
  stored: Stored,
  isStopped: () => boolean = () => false,
): Promise<number> {
  const path = snapshotPath(directory, generation);
  const temporary = `${path}.tmp`;
  const handle = await open(temporary, 'w', 0o600);
  try {
    let length = 0;
    for (const line of linesOf(stored)) {
      if (isStopped()) throw new Stopped();
      length = await writeAt(handle, Buffer.from(line), length);
    }
    await handle.sync();
    await rename(temporary, path);
    await syncDirectory(directory);
    return length;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}

/** A snapshot was not finished because the server ends. */
export class Stopped extends Error {}

function* linesOf(stored: Stored): Generator<string> {
  yield HEADER;
  let entries: Entry[] = [];
  for (const entry of entriesOf(stored)) {
    if (entries.push(entry) < ENTRIES_IN_A_LINE) continue;
    yield encodeLine(entries);
    entries = [];
  }
  yield encodeLine(entries);
  yield encodeLine(END);
}

/** What a directory has of the newest generation. */
export interface Generations {
  readonly stored: Stored;
  /** The newest log, which may be of a later generation than the snapshot. */
  readonly generation: number;
  readonly snapshot: number;
  /** Of the newest log, in bytes, without a rest that was cut short; undefined where it is missing. */
  readonly logLength: number | undefined;
  /** In bytes. */
  readonly snapshotLength: number;
  /** Whether the newest log ends with a change that was being written when its process ended. */
  readonly isTorn: boolean;
}

/** Reads the newest snapshot and the logs since. @throws {DataDirectoryError} */
export async function readGenerations(directory: string): Promise<Generations | undefined> {
  const names = await readdir(directory);
  const [newest] = generationsOf(names, 'snapshot').slice(-1);
  if (newest === undefined) return undefined;
  const stored: Restored = { pools: new Map(), clockOffsetMs: 0 };
  const path = snapshotPath(directory, newest);
  const { hasEnd } = await readEntries(path, stored);
  if (!hasEnd) throw damaged(path);
  const logs = generationsOf(names, 'log').filter(generation => generation >= newest);
  let last: { length: number; isTorn: boolean } | undefined;
  for (const generation of logs) {
    const log = logPath(directory, generation);
    if (last?.isTorn) throw damaged(logPath(directory, generation - 1));
    last = await readEntries(log, stored);
  }
  return {
    stored,
    snapshot: newest,
    generation: logs.at(-1) ?? newest,
    logLength: last?.length,
    snapshotLength: (await stat(path)).size,
    isTorn: last?.isTorn ?? false,
  };
}

/** Removes what the newest generation replaces, and what was being written when a process ended. */
export async function removeOlder(directory: string, snapshot: number): Promise<void> {
  for (const name of await readdir(directory)) {
    const [, generation = ''] = /^state-(\d+)\.(?:snapshot|log)$/.exec(name) ?? [];
    const isOld = generation !== '' && Number(generation) < snapshot;
    if (isOld || /^state[\w.-]*\.tmp$/.test(name) || name === 'state.json')
      await rm(join(directory, name), { force: true });
  }
}

const generationsOf = (names: readonly string[], kind: 'snapshot' | 'log'): number[] =>
  names
    .flatMap(name => new RegExp(`^state-(\\d+)\\.${kind}$`).exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);

/** Brings `stored` to what a file says. @throws {DataDirectoryError} for one that is not as it was written. */
async function readEntries(path: string, stored: Restored) {
  let format: unknown;
  let hasEnd = false;
  const length = await readLines(path, value => {
    if (format === undefined) format = requireFormat(value, path);
    else if (value === END) hasEnd = true;
    else for (const entry of value as Entry[]) apply(stored, entry);
  }).catch((cause: unknown) => {
    if (cause instanceof DamagedLine) throw damaged(path);
    if (cause instanceof UnknownEntry) throw new DataDirectoryError(`${path} was written by another release`);
    if (isErrno(cause, 'EACCES', 'EIO', 'EISDIR'))
      throw new DataDirectoryError(`${path} cannot be read`, { cause });
    throw cause;
  });
  return { length, hasEnd, isTorn: (await stat(path)).size > length };
}

function requireFormat(header: unknown, path: string): number {
  const format = Object(header).portcullisLocalPool;
  if (format === FORMAT) return FORMAT;
  throw new DataDirectoryError(`${path} was written by another release, in format ${format}`);
}

const damaged = (path: string) =>
  new DataDirectoryError(
    `${path} was cut short or damaged. It is left as it is: put a copy of it back, or move it away to begin anew`,
  );
