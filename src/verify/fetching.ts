/** What a request brought, its body read whole. */
export interface Fetched {
  readonly response: Response;
  readonly text: string;
}

export async function fetched(request: () => Promise<Response>): Promise<Fetched> {
  const response = await request();
  return { response, text: await response.text() };
}

/** Fetch hides the reason, such as ECONNREFUSED, one level down. */
export function reasonOf(error: unknown): string {
  const { cause, message } = error as { cause?: { code?: unknown }; message?: unknown };
  return String(cause?.code ?? message);
}
