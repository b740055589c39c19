import type { BulkFormat } from './format.js';
import { neutralized } from './formula.js';

/** A cell as JSON Lines has it. */
export type Cell = string | number | boolean | readonly string[] | undefined;
export type Row = Readonly<Record<string, Cell>>;

/** Text for rows, in one of the formats. */
export interface RowWriter {
  readonly header: string;
  write(rows: readonly Row[]): string;
}

/** @param columns Which columns CSV has, in order. JSON Lines writes what each row has. */
export async function rowWriter(format: BulkFormat, columns: readonly string[]): Promise<RowWriter> {
  if (format === 'jsonl')
    return { header: '', write: rows => rows.map(row => `${JSON.stringify(row)}\n`).join('') };
  // Loaded here, because few who load this library export users.
  const { stringify } = await import('csv-stringify/sync');
  return {
    header: stringify([columns]),
    write: rows => stringify(rows.map(row => columns.map(column => cellText(row[column])))),
  };
}

function cellText(cell: Cell): string {
  if (cell === undefined) return '';
  return neutralized(typeof cell === 'object' ? cell.join(' ') : String(cell));
}
