import { stripVTControlCharacters } from 'node:util';
import { wrapped } from './wrapped.js';

export interface Column {
  readonly name: string;
}

const GAP = 2;
const LEAST_WIDTH = 16;

/** Cells with tabs between, for programs such as `cut`. */
export const plainRows = (rows: readonly (readonly string[])[]): string =>
  rows.map(cells => `${cells.map(cell => cell.replaceAll(/\s+/g, ' ')).join('\t')}\n`).join('');

const clean = (cell: string): string => cell.replaceAll(/\s+/g, ' ');

/** Prints rows of a list, the next ones each time. */
export type Layout = (rows: readonly (readonly string[])[]) => Promise<string>;

/** A table where the columns fit the width; elsewhere the fields of each row below one another, none of them cut off. */
export function layoutOf(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
): Layout {
  const widths = fitted(naturalWidths([head, ...rows]), width);
  if (!widths) return async next => next.map(row => `${fieldsOf(head, row, width)}\n`).join('');
  let isFirst = true;
  return async next => {
    const all = isFirst ? [head, ...next] : next;
    isFirst = false;
    return await tableOf(all, widths);
  };
}

/** Names and what they stand for, below one another. Long texts go on below, broken between words only. */
export function fieldLines(
  fields: readonly (readonly [name: string, text: string])[],
  width: number,
): string {
  const beside = Math.max(...fields.map(([name]) => lengthOf(name))) + GAP;
  return fields
    .map(([name, text]) => {
      const space = ' '.repeat(beside - lengthOf(name));
      return `${name}${space}${wrapped(clean(text), width - beside, beside)}`.trimEnd().concat('\n');
    })
    .join('');
}

const fieldsOf = (head: readonly string[], row: readonly string[], width: number): string =>
  fieldLines(
    head.map((name, i) => [name, row[i] ?? ''] as const).filter(([, text]) => text !== ''),
    width,
  );

const naturalWidths = (rows: readonly (readonly string[])[]): number[] =>
  (rows[0] ?? []).map((_, i) => Math.max(...rows.map(cells => lengthOf(clean(cells[i] ?? '')))) + GAP);

/** A table without lines; what does not fit a column is cut off with a `…`. */
async function tableOf(rows: readonly (readonly string[])[], colWidths: readonly number[]): Promise<string> {
  const { default: Table } = await import('cli-table3');
  const table = new Table({
    chars: NO_LINES,
    style: { 'padding-left': 0, 'padding-right': GAP, head: [], border: [], compact: true },
    colWidths: [...colWidths],
  });
  table.push(...rows.map(cells => cells.map(clean)));
  return `${table.toString().replaceAll(/[ ]+$/gm, '')}\n`;
}

const LINES = ['top', 'bottom', 'left', 'right'].flatMap(side => [side, `${side}-mid`]);
const CORNERS = ['top-left', 'top-right', 'bottom-left', 'bottom-right', 'mid', 'mid-mid', 'middle'];
const NO_LINES = Object.fromEntries([...LINES, ...CORNERS].map(name => [name, '']));

const lengthOf = (cell: string): number => [...stripVTControlCharacters(cell)].length;

/**
 * Takes from the widest column until all fit; undefined where too little would be left. The first one stays whole: it
 * has the name or the id that other commands take.
 */
function fitted([first = 0, ...others]: readonly number[], width: number): number[] | undefined {
  let over = others.reduce((sum, each) => sum + each, first) - GAP - width;
  while (over > 0) {
    const widest = others.indexOf(Math.max(...others));
    if ((others[widest] ?? 0) <= LEAST_WIDTH) return undefined;
    others[widest] = (others[widest] ?? 0) - 1;
    over -= 1;
  }
  return [first, ...others];
}
