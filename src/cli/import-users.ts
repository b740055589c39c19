import { Command, InvalidArgumentError, Option } from 'commander';
import type { BulkProgress, BulkSummary } from '../users/bulk/progress.js';
import { interruption, type PoolArguments, poolOptions, progressLine, say, settledOf } from './bulk.js';

type Medium = 'EMAIL' | 'SMS';

interface ImportArguments extends PoolArguments {
  readonly invite: readonly Medium[] | 'none';
  readonly dryRun?: true;
  readonly checkpoint?: string;
  readonly report?: string;
  readonly ignoreColumns?: readonly string[];
}

/** Exit status of a command that was interrupted, as shells have it. */
const INTERRUPTED = 130;

/** `portcullis import-users`: creates a user for every row of a file; a stopped run resumes. */
export function importUsersCommand(): Command {
  const command = new Command('import-users')
    .description('create a user for every row of a CSV or JSON Lines file')
    .argument('<file>', 'the file; its first row, or the keys of its lines, name the columns');
  for (const option of poolOptions()) command.addOption(option);
  return command
    .addOption(
      new Option('--invite <media>', 'how new users hear of it: email, sms, email,sms or none')
        .argParser(parseMedia)
        .makeOptionMandatory(),
    )
    .option('--dry-run', 'check every row and create no user')
    .option('--checkpoint <path>', 'what to go on from when stopped; default: <file>.checkpoint.json')
    .option('--report <path>', 'what gets a line for every row that failed; default: <file>.failures.csv')
    .option('--ignore-columns <names>', 'columns to leave out, with commas between', names =>
      names.split(','),
    )
    .action(runImport);
}

function parseMedia(text: string): ImportArguments['invite'] {
  if (text === 'none') return 'none';
  const media = text.toUpperCase().split(',');
  const isMedium = (name: string): name is Medium => name === 'EMAIL' || name === 'SMS';
  if (!media.every(isMedium)) throw new InvalidArgumentError('It is email, sms, email,sms or none.');
  return media;
}

async function runImport(file: string, options: ImportArguments): Promise<void> {
  const { UserPool } = await import('../index.js');
  const { reportPathOf } = await import('../users/bulk/failure-report.js');
  const { userPoolId, endpoint, quota: quotas, invite, format, dryRun, ignoreColumns } = options;
  const { checkpoint = `${file}.checkpoint.json`, report = `${file}.failures.csv` } = options;
  const pool = new UserPool({ userPoolId, endpoint });
  const line = await progressLine('rows');
  const signal = interruption();
  let settled = 0;
  const onProgress = (progress: BulkProgress): void => {
    settled = settledOf(progress);
    line.show(progress);
  };
  const given = { format, dryRun, ignoreColumns, checkpoint, report, quotas, signal, onProgress };
  try {
    const summary = await pool.users.importUsers(file, {
      ...given,
      invite: invite === 'none' ? false : invite,
    });
    line.end();
    sayOutcome(summary, reportPathOf(report, dryRun === true), dryRun);
  } catch (error) {
    line.end();
    if (settled > 0 || signal.aborted) sayStopped(settled, dryRun ? undefined : checkpoint);
    if (!signal.aborted) throw error;
    process.exitCode = INTERRUPTED;
  } finally {
    pool.close();
  }
}

function sayOutcome({ done, failed, skipped }: BulkSummary, report: string, dryRun: true | undefined): void {
  const earlier = skipped > 0 ? `, ${skipped} dealt with before` : '';
  say(`${done} ${dryRun ? 'good' : 'imported'}, ${failed} failed${earlier}.`);
  if (failed === 0) return;
  say(`Which rows failed, and why: ${report}`);
  process.exitCode = 1;
}

function sayStopped(settled: number, checkpoint: string | undefined): void {
  const hint = checkpoint ? ` The same command resumes from ${checkpoint}.` : '';
  say(`Stopped after ${settled} rows.${hint}`);
}
