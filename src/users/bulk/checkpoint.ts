import { readFile, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as v from 'valibot';
import { InvalidOptionError } from '../../errors/invalid-option.js';
import { StoreUnavailableError } from '../../errors/store.js';
import { isErrno, writeAtomically } from '../../internal/files.js';
import { parseJson } from '../../internal/json.js';
import type { RandomSource } from '../../internal/seams.js';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const position = v.strictObject({
  /** The users of all rows up to this one are in the pool, or their failure is in the report. */
  settledThrough: count,
  /** Rows after those and up to this one may have been sent. */
  reservedThrough: count,
  /** No user of theirs is older, in epoch milliseconds by the pool's clock. */
  since: v.number(),
  /** How many rows are settled. */
  settledRows: count,
  /** How long the report was when the settled rows' failures were in it. */
  reportBytes: count,
});

/** The progress of an import. */
export type Position = v.InferOutput<typeof position>;

export const BEGINNING: Position = {
  settledThrough: 0,
  reservedThrough: 0,
  since: 0,
  settledRows: 0,
  reportBytes: 0,
};

const VERSION = 1;

/** What a checkpoint belongs to. Resuming with another file or pool would skip rows. */
const subject = {
  version: v.literal(VERSION),
  source: v.string(),
  userPoolId: v.string(),
  endpoint: v.nullable(v.string()),
};
const contents = v.strictObject({ ...subject, position });

export type Subject = Omit<v.InferOutput<typeof contents>, 'position' | 'version'>;

/** The file from which a stopped import resumes. Only its owner may read it; it is replaced whole. */
export class Checkpoint {
  readonly #path: string;

  constructor(
    path: string,
    private readonly subject: Subject,
    private readonly random: RandomSource,
  ) {
    this.#path = resolve(path);
  }

  /**
   * Where an earlier run stopped; `undefined` where there was none.
   *
   * @throws {InvalidOptionError} when the file is about another source or pool, or is no checkpoint.
   */
  async read(): Promise<Position | undefined> {
    const text = await readFile(this.#path, 'utf8').catch(error => {
      if (isErrno(error, 'ENOENT')) return undefined;
      throw this.#unavailable(error);
    });
    if (text === undefined) return undefined;
    const found = v.safeParse(contents, parseJson(text));
    if (!found.success) throw new InvalidOptionError('options.checkpoint', 'is a file, but not a checkpoint');
    this.#check(found.output);
    return found.output.position;
  }

  async write(position: Position): Promise<void> {
    const content = `${JSON.stringify({ version: VERSION, ...this.subject, position }, undefined, 2)}\n`;
    await writeAtomically(this.#path, content, this.random).catch(error => {
      throw this.#unavailable(error);
    });
  }

  /** The import is complete, so there is nothing to resume. */
  async remove(): Promise<void> {
    await rm(this.#path, { force: true });
  }

  #check({ source, userPoolId, endpoint }: Subject): void {
    if (source !== this.subject.source)
      throw new InvalidOptionError(
        'options.checkpoint',
        'belongs to another file, or to this one before it was changed; delete it to begin anew',
      );
    if (userPoolId !== this.subject.userPoolId || endpoint !== this.subject.endpoint)
      throw new InvalidOptionError('options.checkpoint', 'belongs to an import into another user pool');
  }

  #unavailable(cause: unknown): StoreUnavailableError {
    const problem = (cause as NodeJS.ErrnoException).code ?? 'the file system failed';
    return new StoreUnavailableError(this.#path, problem, { cause });
  }
}
