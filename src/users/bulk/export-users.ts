import * as v from 'valibot';
import { callOptionEntries } from '../../api/call-options.js';
import type { CognitoApi } from '../../api/cognito-api.js';
import { InvalidOptionError } from '../../errors/invalid-option.js';
import { callable, check, flag, nonEmpty, strictOptions } from '../../internal/options.js';
import { optional } from '../../internal/schemas.js';
import type { WaitingSeams } from '../../internal/waiting.js';
import { UserFilter } from '../filter.js';
import { isAttribute } from './columns.js';
import { concurrencyEntry } from './concurrency.js';
import type { ExportRun } from './export-run.js';
import { type BulkFormat, bulkFormat, formatOf } from './format.js';
import { type Quotas, quotaEntries } from './paced-pool.js';
import type { BulkProgress, BulkSummary } from './progress.js';

/** Which users to export, and what of them. */
export interface ExportOptions {
  /** Default when saving: what the name of the file ends in. */
  readonly format?: BulkFormat | undefined;
  /** Only these users: `where.email.startsWith('ada')`. */
  readonly filter?: UserFilter | undefined;
  /** Only these attributes, and in CSV these columns. Default: every attribute of the pool. */
  readonly attributes?: readonly string[] | undefined;
  /** Their groups as well, which costs a request for each user. Default false. */
  readonly groups?: boolean | undefined;
  /** Called for every user. */
  readonly onProgress?: ((progress: BulkProgress) => void) | undefined;
  /** How many users' groups are asked for at once. Default 10. */
  readonly concurrency?: number | undefined;
  /** Requests per second, where the account has other quotas than Cognito's defaults. */
  readonly quotas?: Partial<Quotas> | undefined;
  /** Stops the export, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

const exportOptions = strictOptions({
  signal: callOptionEntries.signal,
  format: bulkFormat,
  filter: optional(v.instance(UserFilter, "must be made by where, such as where.email.startsWith('ada')")),
  attributes: optional(
    v.array(v.pipe(nonEmpty, v.check(isAttribute, 'is no attribute of users')), 'must be a list of names'),
  ),
  groups: optional(flag, false),
  onProgress: optional(callable<(progress: BulkProgress) => void>()),
  concurrency: concurrencyEntry,
  quotas: optional(strictOptions(quotaEntries), {}),
});

export type CheckedExport = v.InferOutput<typeof exportOptions>;

/**
 * Users as text in one of the formats: an async iterable, of which a part is made when it is asked for, and
 * {@link UserExport.save} for a file.
 */
export class UserExport implements AsyncIterable<string> {
  readonly #options: CheckedExport;

  /**
   * @param seams For tests.
   * @throws {InvalidOptionError} naming the option at fault. Nothing is asked yet.
   */
  constructor(
    private readonly pool: CognitoApi,
    options: ExportOptions = {},
    private readonly seams?: WaitingSeams,
  ) {
    this.#options = check(exportOptions, options, 'options');
  }

  /** @throws {InvalidOptionError} when the options name no format. */
  [Symbol.asyncIterator](): AsyncGenerator<string> {
    const { format } = this.#options;
    if (!format) throw new InvalidOptionError('options.format', 'is missing; it must be csv or jsonl');
    return this.#text(format);
  }

  /**
   * Writes a file that only its owner may read. Until all users are in it, it is not there, or as it was before.
   *
   * @throws {InvalidOptionError} when neither the options nor the file's name say the format.
   * @throws {StoreUnavailableError} when it cannot be written.
   */
  async save(path: string): Promise<BulkSummary> {
    const target = check(nonEmpty, path, 'path');
    const format = this.#options.format ?? formatOf(path);
    return await (await this.#run()).save(target, format);
  }

  async *#text(format: BulkFormat): AsyncGenerator<string> {
    yield* (await this.#run()).text(format, () => {});
  }

  /** Loaded with the first export: few programs make any. */
  async #run(): Promise<ExportRun> {
    const { ExportRun } = await import('./export-run.js');
    return new ExportRun(this.pool, this.#options, this.seams);
  }
}
