import * as v from 'valibot';
import { callOptionEntries } from '../../api/call-options.js';
import type { CognitoApi } from '../../api/cognito-api.js';
import { InvalidOptionError } from '../../errors/invalid-option.js';
import { callable, check, flag, listOf, nonEmpty, strictOptions } from '../../internal/options.js';
import { optional } from '../../internal/schemas.js';
import { systemSeams, type WaitingSeams } from '../../internal/waiting.js';
import { BEGINNING, Checkpoint, type Position } from './checkpoint.js';
import { concurrencyEntry } from './concurrency.js';
import { type Invitation, RowCreator } from './create-row.js';
import { FailureReport, reportPathOf } from './failure-report.js';
import { type BulkFormat, bulkFormat } from './format.js';
import { ImportRun } from './import-run.js';
import { type RowFailure, toNewUser } from './new-user-row.js';
import { PacedPool, type Quotas, quotaEntries } from './paced-pool.js';
import { type BulkProgress, type BulkSummary, ProgressMeter } from './progress.js';
import { formatOfSource, type ImportSource, rowsOf, type Survey, survey } from './source.js';

/** How to import users. */
export interface ImportOptions {
  /** How new users hear of their account and temporary password: by e-mail, SMS, both, or, with `false`, not from here. */
  readonly invite: false | readonly ('EMAIL' | 'SMS')[];
  /** Default: what the name of the file ends in. */
  readonly format?: BulkFormat | undefined;
  /** Columns to leave out. A value in any other column that is no attribute fails its row. */
  readonly ignoreColumns?: readonly string[] | undefined;
  /** Checks every row without calling the pool. */
  readonly dryRun?: boolean | undefined;
  /**
   * A file from which a stopped or killed import resumes: pass the same path again. Made with mode 0600, bound to
   * the source and the pool, and removed when the import is complete. Only for a source that is a file.
   */
  readonly checkpoint?: string | undefined;
  /**
   * A file that gets a line for every row that failed: `.csv` or `.jsonl`. One that is there is replaced as soon as the
   * pool has dealt with the first rows. A dry run writes beside it: `failures.dry-run.csv` for `failures.csv`.
   */
  readonly report?: string | undefined;
  /** The same, one by one, in the rows' order. */
  readonly onFailure?: ((failure: RowFailure) => void) | undefined;
  /** Called for every row. */
  readonly onProgress?: ((progress: BulkProgress) => void) | undefined;
  /** How many rows the import works on at once. Default 10. */
  readonly concurrency?: number | undefined;
  /** Requests per second, where the account has other quotas than Cognito's defaults. */
  readonly quotas?: Partial<Quotas> | undefined;
  /** Stops the import after the rows in progress; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

const invitationMedia = v.pipe(
  v.array(v.picklist(['EMAIL', 'SMS'])),
  v.minLength(1, 'must be false, or a list of EMAIL and SMS'),
);

const importOptions = strictOptions({
  signal: callOptionEntries.signal,
  invite: v.union([v.literal(false), invitationMedia], 'must be false, or a list of EMAIL and SMS'),
  format: bulkFormat,
  ignoreColumns: optional(listOf('columns'), []),
  dryRun: optional(flag, false),
  checkpoint: optional(nonEmpty),
  report: optional(nonEmpty),
  onFailure: optional(callable<(failure: RowFailure) => void>()),
  onProgress: optional(callable<(progress: BulkProgress) => void>()),
  concurrency: concurrencyEntry,
  quotas: optional(strictOptions(quotaEntries), {}),
});

type Checked = v.InferOutput<typeof importOptions>;

/**
 * AdminCreateUser for every row of a source, with groups and all.
 *
 * @throws {InvalidOptionError} for the options, a source that cannot be read, or a checkpoint of another source or pool.
 * @throws {AccessDeniedError | ConnectionError | NotSentError | ResourceNotFoundError} when the rest would fare no better.
 */
export async function importUsers(
  pool: CognitoApi,
  source: ImportSource,
  given: ImportOptions,
  seams: WaitingSeams = systemSeams,
): Promise<BulkSummary> {
  const options = check(importOptions, given, 'options');
  const format = formatOfSource(source, options.format);
  if (options.checkpoint !== undefined && typeof source !== 'string')
    throw new InvalidOptionError(
      'options.checkpoint',
      'needs a source that is a file: a stream cannot be read again',
    );
  const surveyed = typeof source === 'string' ? await survey(source, format) : undefined;
  const checkpoint = options.dryRun ? undefined : checkpointFor(pool, options.checkpoint, surveyed, seams);
  const position = (await checkpoint?.read()) ?? BEGINNING;
  const report =
    options.report === undefined
      ? undefined
      : await FailureReport.open(reportPathOf(options.report, options.dryRun), position.reportBytes);
  const meter = new ProgressMeter(seams.elapsed, surveyed?.total, position.settledRows, options.onProgress);
  const run = new ImportRun({ ...options, checkpoint, report, meter, position });
  const ignored = new Set(options.ignoreColumns);
  try {
    const rows = newUsersIn(rowsOf(source, format), position, ignored);
    if (options.dryRun) await run.look(rows);
    else await create(pool, run, rows, options, seams);
    return meter.summary;
  } finally {
    await report?.close();
  }
}

async function create(
  pool: CognitoApi,
  run: ImportRun,
  rows: ReturnType<typeof newUsersIn>,
  { invite, quotas, signal }: Checked,
  seams: WaitingSeams,
): Promise<void> {
  // Ends the waiting of rows in progress when one of them shows that every row would fail.
  const stop = new AbortController();
  const either = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const paced = new PacedPool(pool, quotas, seams, either);
  const invitation: Invitation = invite ? { DesiredDeliveryMediums: invite } : { MessageAction: 'SUPPRESS' };
  try {
    await run.create(rows, new RowCreator(paced, invitation), paced.connection.now, stop);
  } finally {
    paced.close();
  }
}

function checkpointFor(
  { config: { userPoolId, endpoint } }: CognitoApi,
  path: string | undefined,
  surveyed: Survey | undefined,
  { random }: WaitingSeams,
): Checkpoint | undefined {
  if (path === undefined || !surveyed) return undefined;
  return new Checkpoint(path, { source: surveyed.digest, userPoolId, endpoint: endpoint ?? null }, random);
}

async function* newUsersIn(
  rows: ReturnType<typeof rowsOf>,
  { settledThrough }: Position,
  ignored: ReadonlySet<string>,
) {
  for await (const row of rows) if (row.row > settledThrough) yield toNewUser(row, ignored);
}
