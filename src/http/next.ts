/**
 * Sessions for Server Components, Server Actions and the proxy of Next.js. For route handlers, `portcullis/http/fetch` does
 * as well.
 *
 * @module
 */
import { VerificationUnavailableError } from '../errors/token.js';
import type { Principal } from '../verify/principal.js';
import { cookieValues, type GuardedRequest } from './core/request.js';
import type { CookieSessions, ReadSession } from './session/cookie-session.js';
import type { PageSession } from './session/page-session.js';

/** A cookie as Next.js sets it. */
export interface NextCookie {
  readonly name: string;
  readonly value: string;
  readonly path?: string;
  readonly domain?: string;
  readonly maxAge?: number;
  readonly httpOnly?: boolean;
  readonly secure?: boolean;
  readonly sameSite?: 'lax' | 'strict' | 'none';
}

/** The functions of `next/headers`. */
export interface NextHeaders {
  cookies(): Promise<{
    getAll(): readonly { readonly name: string; readonly value: string }[];
    set(cookie: NextCookie): unknown;
  }>;
  headers(): Promise<{ get(name: string): string | null }>;
}

/** What the proxy passes on. */
export interface RenewedRequest {
  /** For the request that goes on to the page: the cookies are the new ones. */
  readonly headers: Headers;
  /** For the answer: lines for `Set-Cookie`, which are none where nothing changed. */
  readonly setCookies: readonly string[];
}

/** The session of the request that Next.js is working on. */
export interface NextSession<Who extends Principal = Principal> {
  /** In a Server Component, which can set no cookies. Tokens in the cookie are not renewed here. */
  read(): Promise<ReadSession<Who>>;
  /**
   * In a Server Action or a route handler, which can.
   *
   * @throws the error of Next.js in a Server Component, if a cookie has to be set; before tokens are renewed.
   */
  open(): Promise<PageSession<Who>>;
  /** In the proxy, before a page is rendered: the session with its tokens renewed. An outage is for the page to tell. */
  renewed(request: Request): Promise<RenewedRequest>;
}

/**
 * Sessions for the App Router of Next.js.
 *
 * ```ts
 * import { type NextHeaders, nextSession } from 'portcullis/http/next';
 * import type { CookieSessions } from 'portcullis/http/session';
 *
 * // import { cookies, headers } from 'next/headers';
 * export const sessionOf = (sessions: CookieSessions, { cookies, headers }: NextHeaders) =>
 *   nextSession(sessions, { cookies, headers });
 * ```
 */
export const nextSession = <Who extends Principal>(
  sessions: CookieSessions<Who>,
  next: NextHeaders,
): NextSession<Who> => ({
  read: async () => sessions.read(await requestOf(next)),
  open: async () => {
    const store = await next.cookies();
    return await sessions.open(await requestOf(next), lines => {
      for (const line of lines) store.set(cookieOf(line));
    });
  },
  renewed: async request => {
    let setCookies: readonly string[] = [];
    const write = (lines: readonly string[]): void => {
      setCookies = lines;
    };
    await sessions.open(request, write).catch(error => {
      if (!(error instanceof VerificationUnavailableError)) throw error;
    });
    return { headers: withCookies(request.headers, setCookies), setCookies };
  },
});

/** The cookies are Next.js's, which has those that an action has set; of a name that was sent twice it hides one. */
async function requestOf({ cookies, headers }: NextHeaders): Promise<GuardedRequest> {
  const [store, sent] = await Promise.all([cookies(), headers()]);
  const isAmbiguous = (name: string, value: string): boolean => {
    const values = cookieValues({ headers: sent }, name);
    return values.length > 1 && values.includes(value);
  };
  const clear = store.getAll().filter(({ name, value }) => !isAmbiguous(name, value));
  return { headers: sent, cookies: Object.fromEntries(clear.map(({ name, value }) => [name, value])) };
}

/** A line that a session writes. */
function cookieOf(line: string): NextCookie {
  const [pair = '', ...attributes] = line.split('; ');
  const named = Object.fromEntries(attributes.map(attribute => attribute.split('=')));
  const { Path: path, Domain: domain, 'Max-Age': maxAge, SameSite: sameSite } = named;
  return {
    ...nameAndValue(pair),
    path,
    ...(domain && { domain }),
    ...(maxAge && { maxAge: Number(maxAge) }),
    httpOnly: 'HttpOnly' in named,
    secure: 'Secure' in named,
    sameSite: sameSite?.toLowerCase() as 'lax',
  };
}

function nameAndValue(pair: string): Pick<NextCookie, 'name' | 'value'> {
  const equals = pair.indexOf('=');
  return { name: pair.slice(0, equals), value: pair.slice(equals + 1) };
}

/** What is cleared stays: the page finds that the session is over, and can say so. */
function withCookies(sent: Headers, lines: readonly string[]): Headers {
  const headers = new Headers(sent);
  const pairs = (headers.get('cookie') ?? '').split(/; */).filter(Boolean).map(nameAndValue);
  const set = lines.map(cookieOf).filter(({ maxAge }) => maxAge !== 0);
  const others = pairs.filter(({ name }) => !set.some(cookie => cookie.name === name));
  const all = [...others, ...set].map(({ name, value }) => `${name}=${value}`);
  if (set.length > 0) headers.set('cookie', all.join('; '));
  return headers;
}
