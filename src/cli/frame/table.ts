import { stripVTControlCharacters } from 'node:util';

export interface Column {
  readonly name: string;
}

const GAP = 2;
const LEAST_WIDTH = 6;

/** Cells with tabs between, for programs such as `cut`. */
export const plainRows = (rows: readonly (readonly string[])[]): string =>
  rows.map(cells => `${cells.map(cell => cell.replaceAll(/\s+/g, ' ')).join('\t')}\n`).join('');

const clean = (cell: string): string => cell.replaceAll(/\s+/g, ' ');

/** How wide each column is, so that all fit the width. */
export const widthsFor = (rows: readonly (readonly string[])[], width: number): number[] =>
  fitted(
    (rows[0] ?? []).map((_, i) => Math.max(...rows.map(cells => lengthOf(clean(cells[i] ?? '')))) + GAP),
    width,
  );

/** A table without lines; what does not fit a column is cut off with a `…`. */
export async function tableOf(
  rows: readonly (readonly string[])[],
  colWidths: readonly number[],
): Promise<string> {
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

/** Takes from the widest column until all fit. */
function fitted(natural: readonly number[], width: number): number[] {
  const widths = [...natural];
  let over = widths.reduce((sum, each) => sum + each, 0) - width;
  while (over > 0) {
    const widest = widths.indexOf(Math.max(...widths));
    if ((widths[widest] ?? 0) <= LEAST_WIDTH) return widths;
    widths[widest] = (widths[widest] ?? 0) - 1;
    over -= 1;
  }
  return widths;
}
