import { invalidParameter } from '../internal/exception.js';
import { HASH_COLUMN, importColumns } from '../state/import-columns.js';
import type { ImportJobRecord } from '../state/import-jobs.js';
import type { PoolSettings } from '../state/settings.js';

/** A line of a file, and where the next one begins. */
export interface Line {
  readonly text: string;
  readonly next: number;
}

/** The line at `offset`; undefined at the end of the file. */
export function lineAt(csv: string, offset: number): Line | undefined {
  if (offset >= csv.length) return undefined;
  const end = csv.indexOf('\n', offset);
  const stop = end < 0 ? csv.length : end;
  return { text: csv.slice(offset, stop).replace(/\r$/, ''), next: stop + 1 };
}

/** The values of a line. The service knows no quotation marks: a comma within a value has a backslash before it. */
export const cellsOf = (line: string): string[] =>
  line.split(/(?<!\\),/).map(cell => cell.replaceAll('\\,', ',').trim());

/**
 * The columns that a file's first line names.
 * @throws InvalidParameterException where they are not those of the pool, in whatever order.
 */
export function columnsOf(
  settings: PoolSettings,
  { algorithm }: Pick<ImportJobRecord, 'algorithm'>,
  line: string,
): string[] {
  if (line.startsWith('\uFEFF')) throw invalidParameter('The CSV file begins with a byte order mark.');
  const columns = cellsOf(line);
  const known = importColumns(settings);
  const unknown = columns.find((name, i) => !known.includes(name) || columns.indexOf(name) !== i);
  if (unknown !== undefined)
    throw invalidParameter(`The header of the CSV file has a column that it should not have: ${unknown}`);
  const needed = algorithm ? known : known.filter(name => name !== HASH_COLUMN);
  const missing = needed.filter(name => !columns.includes(name));
  if (missing.length > 0)
    throw invalidParameter(`The header of the CSV file lacks columns: ${missing.join(', ')}`);
  return columns;
}
