import * as v from 'valibot';
import { InvalidOptionError } from '../../errors/invalid-option.js';
import { optional } from '../../internal/schemas.js';

/** Comma-separated values (RFC 4180) with a header, or one JSON object a line (JSON Lines). */
export type BulkFormat = 'csv' | 'jsonl';

export const bulkFormat = optional(v.picklist(['csv', 'jsonl'], 'must be csv or jsonl'));

const BY_ENDING: readonly (readonly [RegExp, BulkFormat])[] = [
  [/\.csv$/i, 'csv'],
  [/\.(jsonl|ndjson)$/i, 'jsonl'],
];

/** The format that a file's name ends in. @throws {InvalidOptionError} when it says none. */
export function formatOf(path: string): BulkFormat {
  const found = BY_ENDING.find(([ending]) => ending.test(path));
  if (!found)
    throw new InvalidOptionError(
      'options.format',
      'is missing, and the name of the file does not end in .csv, .jsonl or .ndjson',
    );
  return found[1];
}
