/**
 * What is read of a `Response`. What carries a request by other means gives no more: `Response` itself takes Node longer
 * to load than all of a sign-in.
 */
export interface Answer {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: Pick<Headers, 'get'>;
  readonly body: ReadableStream<Uint8Array> | string | null;
}

/** What a request brought, its body read whole. */
export interface Fetched {
  readonly response: Answer;
  readonly text: string;
}

/**
 * @param mostBytes Of the body. What answers for a pool must not be able to fill our memory.
 * @throws {RangeError} when the body is longer.
 */
export async function fetched(request: () => Promise<Answer>, mostBytes: number): Promise<Fetched> {
  const response = await request();
  return { response, text: await textOf(response, mostBytes) };
}

async function textOf({ body }: Answer, mostBytes: number): Promise<string> {
  if (!body) return '';
  if (typeof body === 'string') return body.length > mostBytes ? tooLong(mostBytes) : body;
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let bytes = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > mostBytes) {
      reader.cancel().catch(() => {});
      tooLong(mostBytes);
    }
    text += decoder.decode(value, { stream: true });
  }
}

function tooLong(mostBytes: number): never {
  throw new RangeError(`the answer is longer than ${mostBytes} bytes`);
}

/** Fetch hides the reason, such as ECONNREFUSED, one level down. */
export function reasonOf(error: unknown): string {
  const { cause, message } = error as { cause?: { code?: unknown }; message?: unknown };
  return String(cause?.code ?? message);
}
