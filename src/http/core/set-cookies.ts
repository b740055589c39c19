import type { ServerResponse } from 'node:http';

/** The value of the `Set-Cookie` header once cookies are set, in place of earlier ones of the same names. */
export function setCookieHeader(
  existing: number | string | readonly string[] | undefined,
  cookies: readonly string[],
): string[] {
  const replaced = new Set(cookies.map(nameOf));
  const others = [existing ?? []].flat().map(String);
  return [...others.filter(cookie => !replaced.has(nameOf(cookie))), ...cookies];
}

const nameOf = (cookie: string): string => cookie.split('=', 1)[0] as string;

/** Sets cookies on an answer of `node:http`, which must not be cached then. */
export const setCookiesOn =
  (response: ServerResponse) =>
  (cookies: readonly string[]): void => {
    response.setHeader('set-cookie', setCookieHeader(response.getHeader('set-cookie'), cookies));
    response.setHeader('cache-control', 'no-store');
  };

/** A Fetch `Response` with cookies, which must not be cached then. */
export function withCookies(response: Response, cookies: readonly string[]): Response {
  if (cookies.length === 0) return response;
  // The headers of a response that came from elsewhere cannot be changed.
  const answer = new Response(response.body, response);
  for (const cookie of cookies) answer.headers.append('set-cookie', cookie);
  answer.headers.set('cache-control', 'no-store');
  return answer;
}
