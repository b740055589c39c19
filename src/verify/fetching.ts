/** What a request brought, its body read whole. */
export interface Fetched {
  readonly response: Response;
  readonly text: string;
}

export async function fetched(request: () => Promise<Response>): Promise<Fetched> {
  const response = await request();
  return { response, text: await response.text() };
}

/** Undefined where the text is not JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Fetch hides the reason, such as ECONNREFUSED, one level down. */
export function reasonOf(error: unknown): string {
  const { cause, message } = error as { cause?: { code?: unknown }; message?: unknown };
  return String(cause?.code ?? message);
}
