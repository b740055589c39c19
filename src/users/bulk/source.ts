import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { InvalidOptionError } from '../../errors/invalid-option.js';
import { type Chunks, decodeText } from './decode-text.js';
import { type BulkFormat, formatOf } from './format.js';
import type { RawRow } from './raw-row.js';
import { readCsv } from './read-csv.js';
import { readJsonLines } from './read-json-lines.js';

/** Where users come from: the path of a file, or a stream of its bytes. */
export type ImportSource = string | Chunks;

/** What is known of a file before any of it is imported. */
export interface Survey {
  /** SHA-256 of the whole file, in hexadecimal. */
  readonly digest: string;
  /** How many rows it has, good and bad. */
  readonly total: number;
}

const rowsIn = (chunks: Chunks, format: BulkFormat): AsyncGenerator<RawRow> => {
  const text = decodeText(chunks);
  return format === 'csv' ? readCsv(text) : readJsonLines(text);
};

/** @throws {InvalidOptionError} when the source is neither, or its format is not said. */
export function formatOfSource(source: ImportSource, format: BulkFormat | undefined): BulkFormat {
  if (typeof source === 'string') return format ?? formatOf(source);
  if (typeof source !== 'object' || source === null || !(Symbol.asyncIterator in source))
    throw new InvalidOptionError(
      'source',
      'must be the path of a file, or a stream or async iterable of bytes',
    );
  if (!format)
    throw new InvalidOptionError('options.format', 'is missing, and a stream has no name that says it');
  return format;
}

/** The rows of a source, read as they are asked for. */
export const rowsOf = (source: ImportSource, format: BulkFormat): AsyncGenerator<RawRow> =>
  rowsIn(typeof source === 'string' ? bytesOf(source) : source, format);

/** Reads a file through once: what it is, and how long. */
export async function survey(path: string, format: BulkFormat): Promise<Survey> {
  const hash = createHash('sha256');
  async function* hashed() {
    for await (const bytes of bytesOf(path)) {
      hash.update(bytes);
      yield bytes;
    }
  }
  let total = 0;
  for await (const _ of rowsIn(hashed(), format)) total++;
  return { digest: hash.digest('hex'), total };
}

async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path);
  } catch (error) {
    const { code = 'it cannot be read' } = error as NodeJS.ErrnoException;
    throw new InvalidOptionError('source', `${path} cannot be read: ${code}`);
  }
}
