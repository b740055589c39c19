import { CognitoException, invalidParameter } from '../internal/exception.js';
import type { Pool } from '../pool/pool.js';
import type { ImportJobRecord } from '../state/import-jobs.js';
import { cellsOf, columnsOf, lineAt } from './csv.js';
import { importRow } from './import-row.js';

const ROWS_AT_ONCE = 100;
const MOST_ROWS = 500_000;
const LONGEST_ROW = 16_000;

/** Imports the next rows of a job that was started, and ends it after the last one. */
export function importSlice(pool: Pool, job: ImportJobRecord): void {
  const csv = pool.importJobs.fileOf(job) ?? '';
  const header = lineAt(csv, 0) ?? { text: '', next: 0 };
  let columns: readonly string[];
  try {
    columns = columnsOf(pool.settings(), job, header.text);
    if (job.offset === 0) refuseTooManyRows(csv);
  } catch (error) {
    pool.importJobs.end(job, { status: 'Failed', message: refusalIn(error).message });
    return;
  }
  importRows(pool, job.offset === 0 ? { ...job, offset: header.next, lines: 1 } : job, { csv, columns });
}

interface Source {
  readonly csv: string;
  readonly columns: readonly string[];
}

function importRows(pool: Pool, job: ImportJobRecord, { csv, columns }: Source): void {
  const counts = { imported: job.imported, skipped: job.skipped, failed: job.failed };
  const log: string[] = [];
  let { offset, lines } = job;
  let line = lineAt(csv, offset);
  for (; line && lines < job.lines + ROWS_AT_ONCE; line = lineAt(csv, offset)) {
    offset = line.next;
    lines++;
    if (line.text.trim() === '') continue;
    const { outcome, why } = tried(() => importRow(pool, job, rowOf(columns, line?.text ?? '')));
    counts[outcome]++;
    if (why !== undefined) log.push(`[${outcome.toUpperCase()}] Line Number ${lines} - ${why}`);
  }
  pool.importJobs.log(job, log);
  const done = { ...job, ...counts, offset, lines };
  if (line) pool.importJobs.proceed(done);
  else pool.importJobs.end(done, endingOf(done));
}

/** @throws InvalidParameterException */
function rowOf(columns: readonly string[], text: string): Readonly<Record<string, string>> {
  if (text.length > LONGEST_ROW) throw invalidParameter(`The row has more than ${LONGEST_ROW} characters.`);
  const cells = cellsOf(text);
  if (cells.length !== columns.length)
    throw invalidParameter(`The row has ${cells.length} values for ${columns.length} columns.`);
  return Object.fromEntries(columns.map((name, i) => [name, cells[i] ?? '']));
}

interface Tried {
  readonly outcome: 'imported' | 'skipped' | 'failed';
  readonly why?: string;
}

function tried(work: () => unknown): Tried {
  try {
    work();
    return { outcome: 'imported' };
  } catch (error) {
    const { type, message } = refusalIn(error);
    const isThere = type === 'UsernameExistsException';
    return { outcome: isThere ? 'skipped' : 'failed', why: isThere ? 'The user already exists.' : message };
  }
}

/** @throws what is no refusal. */
function refusalIn(error: unknown): CognitoException {
  if (error instanceof CognitoException) return error;
  throw error;
}

/** @throws InvalidParameterException */
function refuseTooManyRows(csv: string): void {
  let rows = -1;
  for (let line = lineAt(csv, 0); line; line = lineAt(csv, line.next)) rows++;
  if (rows > MOST_ROWS) throw invalidParameter(`The CSV file has more than ${MOST_ROWS} rows.`);
}

/** How many failures are too many is not documented: here, more than there are users imported. */
const endingOf = ({ imported, skipped, failed }: ImportJobRecord) =>
  skipped + failed > imported
    ? ({
        status: 'Failed',
        message: 'Too many users have failed or been skipped during the import.',
      } as const)
    : ({ status: 'Succeeded', message: 'Import Job Completed Successfully.' } as const);
