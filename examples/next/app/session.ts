import { UserPool } from 'portcullis';
import { cookieSession, type PageSession } from 'portcullis/http/session';

/** What `await cookies()` of `next/headers` gives. */
export interface Cookies {
  toString(): string;
  set(name: string, value: string, options: object): unknown;
}

// The session renews the tokens; a Cognito over this pool renews nothing by itself.
export const pool = new UserPool({
  userPoolId: process.env.USER_POOL_ID ?? '',
  clientId: process.env.CLIENT_ID ?? '',
  endpoint: process.env.COGNITO_ENDPOINT,
  renewBeforeExpiryMs: 0,
});
const sessions = cookieSession({ pool, secret: process.env.SESSION_SECRET ?? '' });

/** The session of whoever sends these cookies. */
export const sessionOf = (cookies: Cookies): Promise<PageSession> =>
  sessions.open({ headers: { cookie: cookies.toString() } }, lines => {
    for (const line of lines) setIn(cookies, line);
  });

/** Next.js sets cookies by name, not by a line of `Set-Cookie`. */
function setIn(cookies: Cookies, line: string): void {
  const [name = '', value = ''] = line.slice(0, line.indexOf(';')).split(/=(.*)/);
  const maxAge = /Max-Age=(\d+)/i.exec(line)?.[1];
  const lasting = maxAge === undefined ? {} : { maxAge: Number(maxAge) };
  cookies.set(name, value, { httpOnly: true, secure: true, sameSite: 'lax', path: '/', ...lasting });
}
