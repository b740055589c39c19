import { join } from 'node:path';
import { isErrno, makeDirectory } from '../../internal/files.js';
import type { Entry, Stored } from './entries.js';
import { DataDirectoryError } from './error.js';
import {
  createLog,
  encodeChanges,
  type Generations,
  logPath,
  readGenerations,
  removeOlder,
  Stopped,
  writeSnapshot,
} from './generations.js';
import { type HeldDirectory, lockDirectory } from './lock.js';
import { LogFile } from './log-file.js';
import { readStateFile } from './state-file.js';

/** A log is compacted once it is longer than the snapshot it belongs to, and than this. */
const SHORTEST_TO_COMPACT = 4 * 1024 * 1024;

/** What a directory says to the person who runs the pool. */
export type Warn = (line: string) => void;

/** Where a server keeps its state: this process's own until it is released. */
export class DataDirectory {
  #log: LogFile | undefined;
  #generation = 0;
  /** Compact beyond so many bytes of log. */
  #limit = SHORTEST_TO_COMPACT;
  #compacting: Promise<void> | undefined;
  #isReleased = false;
  #stored: Stored | undefined;

  private constructor(
    private readonly path: string,
    private readonly held: HeldDirectory,
    private readonly warn: Warn,
    private readonly found: Generations | undefined,
    /** What was kept there before. */
    readonly restored: Stored | undefined,
  ) {}

  /** @throws {DataDirectoryError} for a directory that another process has, or state that cannot be read. */
  static async open(path: string, warn: Warn): Promise<DataDirectory> {
    await makeDirectory(path).catch((cause: unknown) => {
      const problem = isErrno(cause, 'EEXIST', 'ENOTDIR') ? 'is not a directory' : 'cannot be made';
      throw new DataDirectoryError(`${path} ${problem}`, { cause });
    });
    const held = await lockDirectory(path);
    try {
      const found = await readGenerations(path);
      const restored = found?.stored ?? (await readStateFile(join(path, 'state.json')));
      return new DataDirectory(path, held, warn, found, restored);
    } catch (error) {
      await held.release();
      throw error;
    }
  }

  /** Begins to keep `stored`, whose changes are appended from now on. What is in the directory changes only here. */
  async begin(stored: Stored): Promise<void> {
    const { path, found } = this;
    this.#stored = stored;
    if (!found) {
      this.#log = await this.#rotate();
      await this.#snapshot();
      return;
    }
    if (found.isTorn)
      this.warn(`The last change in ${path} was cut short when its process ended, and is left out.`);
    this.#generation = found.generation;
    this.#limit = Math.max(SHORTEST_TO_COMPACT, found.snapshotLength);
    // A log without its header was cut short, too.
    this.#log = found.logLength
      ? await LogFile.open(logPath(path, found.generation), found.logLength)
      : await createLog(path, found.generation);
    await removeOlder(path, found.snapshot);
  }

  /** Resolves when the changes are on disk. @throws where they are not. */
  readonly append = async (entries: readonly Entry[]): Promise<void> => {
    if (this.held.isLost()) throw new DataDirectoryError(`another process has taken ${this.path}`);
    await this.#log?.append(encodeChanges(entries));
    if (this.#log && this.#log.length > this.#limit && !this.#compacting) await this.#compact();
  };

  async release(): Promise<void> {
    this.#isReleased = true;
    await this.#compacting;
    await this.#log?.close();
    await this.held.release();
  }

  /** Begins another log at once, and writes the snapshot before it in the background. */
  async #compact(): Promise<void> {
    // Until then it goes on in the log that there is.
    this.#limit *= 2;
    try {
      const before = this.#log;
      this.#log = await this.#rotate();
      await before?.close();
    } catch (error) {
      this.#warnOfCompaction(error);
      return;
    }
    this.#compacting = this.#snapshot()
      .catch(error => this.#warnOfCompaction(error))
      .finally(() => {
        this.#compacting = undefined;
      });
  }

  async #rotate(): Promise<LogFile> {
    const log = await createLog(this.path, this.#generation + 1);
    this.#generation++;
    return log;
  }

  async #snapshot(): Promise<void> {
    const generation = this.#generation;
    if (!this.#stored) return;
    const length = await writeSnapshot(this.path, generation, this.#stored, () => this.#isReleased);
    this.#limit = Math.max(SHORTEST_TO_COMPACT, length);
    await removeOlder(this.path, generation);
  }

  #warnOfCompaction(error: unknown): void {
    if (!(error instanceof Stopped))
      this.warn(`The log in ${this.path} could not be compacted: ${(error as Error).message}`);
  }
}
