import { reportPathOf } from '../../users/bulk/failure-report.js';
import type { BulkProgress, BulkSummary } from '../../users/bulk/progress.js';
import type { Call } from '../frame/call.js';
import { misuse, STATUS } from '../frame/failure.js';
import type { Output } from '../frame/output.js';
import { withPool } from '../frame/pool.js';
import type { Json } from '../shapes/shapes.js';
import { type BulkArguments, interruption, progressLine, settledOf } from './bulk.js';

type Medium = 'EMAIL' | 'SMS';

interface ImportArguments extends BulkArguments {
  readonly invite: readonly Medium[] | 'none';
  readonly dryRun?: true;
  readonly checkpoint?: string;
  readonly report?: string;
  readonly ignoreColumns?: readonly string[];
}

/** Where a run keeps what it did. Stdin cannot be read again, so it has no checkpoint. */
function filesOf(file: string, { checkpoint, report, dryRun }: ImportArguments) {
  const isStdin = file === '-';
  const given = report ?? (isStdin ? 'stdin.failures.csv' : `${file}.failures.csv`);
  if (isStdin && checkpoint)
    throw misuse('an import from stdin cannot resume', 'Leave --checkpoint out, or name a file.');
  return {
    checkpoint: isStdin ? undefined : (checkpoint ?? `${file}.checkpoint.json`),
    report: given,
    failures: reportPathOf(given, dryRun === true),
  };
}

/** `portcullis users import`: creates a user for every row of a file; a stopped run resumes. */
export async function importUsers(call: Call<ImportArguments>): Promise<void> {
  const { args, options, out } = call;
  const [file = ''] = args;
  const { quota: quotas, invite, format, dryRun, ignoreColumns } = options;
  const { checkpoint, report, failures } = filesOf(file, options);
  if (file === '-' && !format)
    throw misuse('stdin has no name that says the format', 'Pass --format csv or --format jsonl.');
  const line = await progressLine('rows');
  const signal = interruption();
  let settled = 0;
  const onProgress = (progress: BulkProgress): void => {
    settled = settledOf(progress);
    line.show(progress);
  };
  const how = { format, dryRun, ignoreColumns, checkpoint, report, quotas, signal, onProgress };
  const source = file === '-' ? process.stdin : file;
  try {
    const summary = await withPool(call, pool =>
      pool.users.importUsers(source, { ...how, invite: invite === 'none' ? false : invite }),
    );
    line.end();
    await sayOutcome(out, summary, failures, dryRun);
  } catch (error) {
    line.end();
    if (settled > 0 || signal.aborted) sayStopped(out, settled, dryRun ? undefined : checkpoint);
    if (!signal.aborted) throw error;
    process.exitCode = STATUS.interrupted;
  }
}

async function sayOutcome(
  out: Output,
  summary: BulkSummary,
  report: string,
  dryRun: true | undefined,
): Promise<void> {
  const { done, failed, skipped } = summary;
  const earlier = skipped > 0 ? `, ${skipped} dealt with before` : '';
  const result: Json<'users import'> = { done, failed, skipped, report: failed > 0 ? report : null };
  await out.result(result, `${done} ${dryRun ? 'good' : 'imported'}, ${failed} failed${earlier}.`);
  if (failed === 0) return;
  out.say(`Which rows failed, and why: ${report}`);
  process.exitCode = STATUS.failed;
}

function sayStopped(out: Output, settled: number, checkpoint: string | undefined): void {
  const hint = checkpoint ? ` The same command resumes from ${checkpoint}.` : '';
  out.say(`Stopped after ${settled} rows.${hint}`);
}
