import { TokenSet, UserPool, type UserPoolOptions } from 'portcullis';
import type { Challenge } from 'portcullis/errors';
import {
  type CookieSessionOptions,
  type CookieSessions,
  cookieSession,
  type PageSession,
} from 'portcullis/http/session';
import type { LocalPool, LocalPoolOptions } from 'portcullis/local';
import type { Principal } from 'portcullis/verify';
import { createPoolClock, type PoolClock } from '../../src/local/internal/clock.js';
import { CookieJar } from './cookie-jar.js';
import { ada, closing, poolWith, stillClock } from './pool.js';

export const SECRET = 'Seven-Quick-Foxes-Jump-Over-Lazy-Dogs';
export const COOKIE = '__Host-session';

/** A pool whose time stands still, and can be read as well as moved. */
export interface TimedPool extends LocalPool {
  readonly clock: PoolClock;
}

/** A pool where Ada is one of the clerks. */
export async function startPool(seed: LocalPoolOptions['seed'] = {}): Promise<TimedPool> {
  const clock = createPoolClock(stillClock());
  const users = [{ ...ada, groups: ['clerks'] }];
  const pool = await poolWith({ groups: [{ name: 'clerks' }], users, ...seed }, { clock: clock.now });
  return { ...pool, clock };
}

type Sessions = CookieSessions<Principal<'id'>>;

/** Sessions of the pool's first app client, by the pool's time. `client` changes how the pool is reached. */
export function sessionsOf(
  pool: TimedPool,
  options: Partial<CookieSessionOptions<Principal<'id'>>> = {},
  client: Partial<UserPoolOptions> = {},
): Sessions {
  const { userPoolId, endpoint, clock } = pool;
  const [{ clientId, clientSecret } = { clientId: '' }] = pool.clients;
  return cookieSession({
    secret: SECRET,
    pool: closing(
      new UserPool({ userPoolId, clientId, clientSecret, endpoint, clock: clock.now, ...client }),
    ),
    clock: clock.now,
    ...options,
  });
}

/** What an authenticator is asked for. */
export const challenge: Challenge = {
  version: 1,
  name: 'SOFTWARE_TOKEN_MFA',
  userPoolId: 'eu-west-1_Portcull1',
  clientId: 'app',
  username: 'ada',
  session: 'handle',
  parameters: { FRIENDLY_DEVICE_NAME: 'phone' },
};

export interface Visit {
  readonly session: PageSession<Principal<'id'>>;
  /** What was written until the page was opened. */
  readonly lines: readonly string[];
}

/** One request of a browser, which keeps what the answer sets. */
export async function visit(
  sessions: Sessions,
  jar: CookieJar,
  headers: Record<string, string> = {},
): Promise<Visit> {
  let lines: readonly string[] = [];
  const session = await sessions.open({ headers: { cookie: jar.header, ...headers } }, written => {
    lines = written;
    jar.take(written);
  });
  return { session, lines };
}

export const adasTokens = async (pool: TimedPool): Promise<TokenSet> =>
  new TokenSet(await pool.tokensFor('ada'));

/** A browser in which Ada has signed in. */
export async function signedIn(pool: TimedPool, sessions: Sessions): Promise<CookieJar> {
  const jar = new CookieJar();
  const { session } = await visit(sessions, jar);
  await session.signIn(await adasTokens(pool));
  return jar;
}

/** Whom a page knows. */
export const emailOf = async (sessions: Sessions, jar: CookieJar): Promise<string | undefined> =>
  (await visit(sessions, jar)).session.principal?.email;
