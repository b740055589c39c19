/** What is wrong with a row: a literal code, and words that never quote a value. */
export interface RowProblem {
  readonly code: string;
  readonly message: string;
}

/** A row as it was read, before its values are interpreted. */
export interface RawRow {
  /** As a spreadsheet counts: a CSV file's header is row 1. In JSON Lines, the line. */
  readonly row: number;
  /** Values by column. Absent from CSV where the cell is empty. */
  readonly cells: ReadonlyMap<string, unknown>;
  /** Why it cannot be used at all. */
  readonly problem?: RowProblem | undefined;
}

/** Longer than any user: attributes have 2,048 characters each. What is longer is not kept in memory whole. */
export const LONGEST_ROW = 4_000_000;

export const NO_CELLS: ReadonlyMap<string, unknown> = new Map();
