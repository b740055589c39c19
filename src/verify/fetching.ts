/** What a request brought, its body read whole. */
export interface Fetched {
  readonly response: Response;
  readonly text: string;
}

/**
 * @param mostBytes Of the body. What answers for a pool must not be able to fill our memory.
 * @throws {RangeError} when the body is longer.
 */
export async function fetched(request: () => Promise<Response>, mostBytes: number): Promise<Fetched> {
  const response = await request();
  return { response, text: await textOf(response, mostBytes) };
}

async function textOf({ body }: Response, mostBytes: number): Promise<string> {
  if (!body) return '';
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let bytes = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > mostBytes) {
      reader.cancel().catch(() => {});
      throw new RangeError(`the answer is longer than ${mostBytes} bytes`);
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** Fetch hides the reason, such as ECONNREFUSED, one level down. */
export function reasonOf(error: unknown): string {
  const { cause, message } = error as { cause?: { code?: unknown }; message?: unknown };
  return String(cause?.code ?? message);
}
