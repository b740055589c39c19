import { TextDecoder } from 'node:util';

/** What a source gives: bytes, or decoded text. */
export type Chunks = AsyncIterable<Uint8Array | string>;

/** What stands for bytes that are not text in the file's encoding. */
export const UNDECODABLE = '\uFFFD';

/**
 * UTF-8 as text; UTF-16 where a byte order mark says so, which spreadsheets write. The mark goes. Bytes that are not
 * text become {@link UNDECODABLE}, so that the row that has them can be named and the rest be read.
 */
export async function* decodeText(chunks: Chunks): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let head: Uint8Array = new Uint8Array();
  for await (const chunk of chunks) {
    const bytes = typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk;
    if (decoder) {
      yield decoder.decode(bytes, { stream: true });
      continue;
    }
    head = head.length > 0 ? Buffer.concat([head, bytes]) : bytes;
    if (head.length < 2) continue;
    decoder = new TextDecoder(encodingOf(head));
    yield decoder.decode(head, { stream: true });
  }
  yield decoder ? decoder.decode() : new TextDecoder().decode(head);
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return 'utf-8';
}
