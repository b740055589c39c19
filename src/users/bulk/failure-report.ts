import { access, constants, type FileHandle, open, rm, stat, truncate } from 'node:fs/promises';
import { dirname, parse, resolve } from 'node:path';
import { StoreUnavailableError } from '../../errors/store.js';
import { isErrno } from '../../internal/files.js';
import { formatOf } from './format.js';
import type { RowFailure } from './new-user-row.js';
import { type RowWriter, rowWriter } from './write-rows.js';

const OWNER_ONLY = 0o600;

/** A dry run reports beside the import: what an import said of its rows stays. */
export function reportPathOf(path: string, dryRun: boolean): string {
  const { ext } = parse(path);
  return dryRun ? `${path.slice(0, path.length - ext.length)}.dry-run${ext}` : path;
}

/**
 * A file with a line for every row that failed, in the rows' order. It is not there while none has. An earlier report
 * stays until the first rows of this run are settled.
 */
export class FailureReport {
  readonly #path: string;
  readonly #writer: RowWriter;
  #handle: FileHandle | undefined;
  #bytes: number;
  #hasBegun = false;

  private constructor(path: string, writer: RowWriter, bytes: number) {
    this.#path = resolve(path);
    this.#writer = writer;
    this.#bytes = bytes;
  }

  /**
   * @param bytes How much of an earlier run's report holds. Later lines are about rows that this run will see again.
   * @throws {InvalidOptionError} when the file's name says no format.
   * @throws {StoreUnavailableError} when there is no such directory, or what an earlier run wrote is gone.
   */
  static async open(path: string, bytes: number): Promise<FailureReport> {
    const writer = await rowWriter(formatOf(path), ['row', 'username', 'code', 'message']);
    const report = new FailureReport(path, writer, bytes);
    await report.#attempt(async () => {
      await access(dirname(report.#path), constants.W_OK);
      if (bytes > 0) await stat(report.#path);
    });
    return report;
  }

  /** How long the file is. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Adds the failures among rows that were settled. */
  async add(failures: readonly RowFailure[]): Promise<void> {
    await this.#begin();
    if (failures.length === 0) return;
    const rows = failures.map(({ row, username, code, message }) => ({ row, username, code, message }));
    const text = (this.#bytes === 0 ? this.#writer.header : '') + this.#writer.write(rows);
    await this.#attempt(async () => {
      this.#handle ??= await open(this.#path, 'a', OWNER_ONLY);
      await this.#handle.appendFile(text);
    });
    this.#bytes += Buffer.byteLength(text);
  }

  /** Resolves when the disk has it all. */
  async sync(): Promise<void> {
    await this.#handle?.sync();
  }

  async close(): Promise<void> {
    await this.#handle?.close();
    this.#handle = undefined;
  }

  /** Leaves of the file what holds. */
  async #begin(): Promise<void> {
    if (this.#hasBegun) return;
    await this.#attempt(async () => {
      if (this.#bytes === 0) await rm(this.#path, { force: true });
      else await truncate(this.#path, this.#bytes);
    });
    this.#hasBegun = true;
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (cause) {
      const problem = isErrno(cause, 'ENOENT') ? 'it is gone' : (cause as NodeJS.ErrnoException).code;
      throw new StoreUnavailableError(this.#path, problem ?? 'the file system failed', { cause });
    }
  }
}
