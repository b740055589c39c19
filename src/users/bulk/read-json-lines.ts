import { parseJson } from '../../internal/json.js';
import { LONGEST_ROW, NO_CELLS, type RawRow, type RowProblem } from './raw-row.js';

/** The rows of a JSON Lines file: an object with a value for each column. */
export async function* readJsonLines(text: AsyncIterable<string>): AsyncGenerator<RawRow> {
  let row = 0;
  for await (const line of linesOf(text)) {
    row++;
    if (line === undefined) yield { row, cells: NO_CELLS, problem: TOO_LONG };
    else if (line.trim() !== '') yield { row, ...cellsOf(line) };
  }
}

const TOO_LONG: RowProblem = { code: 'UNREADABLE_ROW', message: `longer than ${LONGEST_ROW} characters` };
const NOT_AN_OBJECT: RowProblem = { code: 'UNREADABLE_ROW', message: 'is not a JSON object' };

function cellsOf(line: string): Omit<RawRow, 'row'> {
  const value = parseJson(line);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { cells: NO_CELLS, problem: NOT_AN_OBJECT };
  return { cells: new Map(Object.entries(value).filter(([, cell]) => cell !== null)) };
}

/**
 * Lines, of which one that is too long is `undefined`. Only line feeds end one: `node:readline` would also split at
 * the line separators that JSON allows within texts.
 */
async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<string | undefined> {
  let rest = '';
  let isTooLong = false;
  for await (const chunk of text) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      yield isTooLong || line.length > LONGEST_ROW ? undefined : line;
      isTooLong = false;
    }
    if (rest.length > LONGEST_ROW) {
      isTooLong = true;
      rest = '';
    }
  }
  if (rest !== '' || isTooLong) yield isTooLong ? undefined : rest;
}
