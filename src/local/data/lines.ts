import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

const NEWLINE = 0x0a;
const CHECKSUM_LENGTH = 8;
const CHUNK_BYTES = 4 * 1024 * 1024;

/** A value as one line: the CRC-32 of its JSON in hexadecimal, a space, and the JSON. */
export function encodeLine(value: unknown): string {
  const json = JSON.stringify(value);
  return `${crc32(json).toString(16).padStart(CHECKSUM_LENGTH, '0')} ${json}\n`;
}

/** A whole line whose checksum is wrong: it was not written so. */
export class DamagedLine extends Error {
  constructor(readonly line: number) {
    super(`line ${line}`);
  }
}

/**
 * Reads a file of lines.
 * @returns How many bytes the whole lines have. A rest after them was being written when its process ended.
 * @throws {DamagedLine}
 */
export async function readLines(path: string, read: (value: unknown) => void): Promise<number> {
  const handle = await open(path, 'r');
  try {
    let whole = 0;
    let line = 0;
    for await (const lines of wholeLines(handle)) {
      whole += lines.length;
      for (let start = 0; start < lines.length; ) {
        const end = lines.indexOf(NEWLINE, start);
        line++;
        read(decode(lines.subarray(start, end), line));
        start = end + 1;
      }
    }
    return whole;
  } finally {
    await handle.close();
  }
}

/** The file in pieces that each end with a line; without a last line that has no end. */
async function* wholeLines(handle: FileHandle): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for (;;) {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES);
    if (bytesRead === 0) return;
    const bytes = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
    const end = bytes.lastIndexOf(NEWLINE) + 1;
    rest = bytes.subarray(end);
    if (end > 0) yield bytes.subarray(0, end);
  }
}

function decode(line: Buffer, number: number): unknown {
  const json = line.subarray(CHECKSUM_LENGTH + 1);
  if (Number.parseInt(line.toString('latin1', 0, CHECKSUM_LENGTH), 16) !== crc32(json))
    throw new DamagedLine(number);
  return JSON.parse(json.toString());
}
