/**
 * Spreadsheets run a cell that begins with one of `=`, `+`, `-`, `@`, a tab or a carriage return. Written cells that
 * do, or that would once apostrophes are taken off, get one apostrophe in front; a cell that is read loses one where
 * that is what follows. So every text survives, and none runs.
 */

/** What to write for `cell`. */
export const neutralized = (cell: string): string => (/^'*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);

/** What was meant by `cell`. */
export const original = (cell: string): string => (/^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);
