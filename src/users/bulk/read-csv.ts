import { pipeline, Readable } from 'node:stream';
import type { CsvError, Parser } from 'csv-parse';
import { InvalidOptionError } from '../../errors/invalid-option.js';
import { original } from './formula.js';
import { LONGEST_ROW, NO_CELLS, type RawRow, type RowProblem } from './raw-row.js';

/** Cells that no export writes, and in which an apostrophe is an apostrophe. */
const VERBATIM = new Set(['temporary_password']);

/**
 * The rows of a CSV file after its header. A row that does not fit the header comes with its problem.
 *
 * @throws {InvalidOptionError} when there is no column `username`.
 */
export async function* readCsv(text: AsyncIterable<string>): AsyncGenerator<RawRow> {
  let header: readonly string[] | undefined;
  let row = 0;
  for await (const record of await parserOf(text)) {
    row++;
    if ('code' in record) {
      // What follows reads as part of the same cell.
      yield { row, cells: NO_CELLS, problem: record };
      return;
    }
    if (record.length === 1 && record[0] === '') continue;
    if (header) yield { row, ...cellsOf(header, record) };
    else header = checkHeader(record.map(name => name.trim()));
  }
  checkHeader(header ?? []);
}

async function parserOf(text: AsyncIterable<string>): Promise<AsyncIterable<readonly string[] | RowProblem>> {
  // Loaded here, because few who load this library import users.
  const { parse } = await import('csv-parse');
  const parser: Parser = parse({
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: LONGEST_ROW,
    skip_records_with_error: true,
    // Among the records, and not as an event, so that it keeps its place.
    on_skip: error => {
      parser.push(problemOf(error));
    },
  });
  pipeline(Readable.from(text), parser, () => {
    // The parser's reader gets the error.
  });
  return parser;
}

const problemOf = (error: CsvError | undefined): RowProblem =>
  error?.code === 'CSV_QUOTE_NOT_CLOSED'
    ? { code: 'UNREADABLE_ROW', message: 'a quotation mark is not closed; nothing after it could be read' }
    : {
        code: 'UNREADABLE_ROW',
        message: `longer than ${LONGEST_ROW} characters, as when a quotation mark is not closed; nothing after it was read`,
      };

function checkHeader(header: readonly string[]): readonly string[] {
  if (!header.includes('username'))
    throw new InvalidOptionError('source', 'has no column username; its first row has to name the columns');
  return header;
}

function cellsOf(header: readonly string[], record: readonly string[]): Omit<RawRow, 'row'> {
  const cells = new Map<string, string>();
  let problem: RowProblem | undefined;
  for (const [index, name] of header.entries()) {
    const cell = record[index] ?? '';
    const value = VERBATIM.has(name) ? cell : original(cell);
    if (header.indexOf(name) < index && (cells.get(name) ?? '') !== value)
      problem = { code: 'DUPLICATE_COLUMN', message: `there are two columns ${name}, and they disagree` };
    else if (value !== '') cells.set(name, value);
  }
  if (record.length !== header.length)
    problem = {
      code: 'WRONG_FIELD_COUNT',
      message: `has ${record.length} fields, and the header has ${header.length}`,
    };
  return { cells, problem };
}
