import { CognitoException } from './exception.js';

const MAX_BODY_BYTES = 1_000_000;

/**
 * A request's body as text. One that is too long is read to its end and dropped: a client that still sends would have
 * its connection reset, and never see the answer.
 * @throws RequestEntityTooLargeException beyond a megabyte, SerializationException where the client hung up before the
 * end.
 */
export async function readBody(request: Request): Promise<string> {
  if (lengthOf(request) <= MAX_BODY_BYTES) return request.text().catch(cutShort);
  const body = await readUpload(request, MAX_BODY_BYTES);
  if (body === undefined)
    throw new CognitoException('RequestEntityTooLargeException', 'The request body is larger than 1 MB', {
      status: 413,
      expected: `at most ${MAX_BODY_BYTES} bytes`,
    });
  return body;
}

/**
 * A body that may be large, as text with its byte order mark; undefined for one beyond `most` bytes, which is read to
 * its end and dropped too.
 * @throws SerializationException where the client hung up before the end.
 */
export async function readUpload(request: Request, most: number): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of request.body ?? []) {
      length += chunk.length;
      if (length <= most) chunks.push(chunk);
    }
  } catch {
    cutShort();
  }
  return length > most ? undefined : Buffer.concat(chunks).toString();
}

/** Reads what no handler has read, so that the connection is ready for the next request. */
export async function dropBody(request: Request): Promise<void> {
  if (request.method === 'GET' || request.method === 'HEAD' || request.bodyUsed) return;
  if (lengthOf(request) > 0) await readBody(request).catch(() => {});
}

/** By its header; a body in chunks says no length, and may have any. */
function lengthOf({ headers }: Request): number {
  if (headers.has('transfer-encoding')) return Number.POSITIVE_INFINITY;
  return Number(headers.get('content-length') ?? 0);
}

/** The answer goes nowhere; the log says why. */
function cutShort(): never {
  throw new CognitoException('SerializationException', 'The request body was cut short');
}
