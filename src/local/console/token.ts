import { html } from 'hono/html';
import {
  compactVerify,
  decodeJwt,
  decodeProtectedHeader,
  type JWTPayload,
  type ProtectedHeaderParameters,
} from 'jose';
import type { Pool } from '../pool/pool.js';
import type { UserSessionRecord } from '../state/user-sessions.js';
import type { Html } from './html.js';
import type { Page } from './layout.js';
import { badge, facts, json, moment } from './parts.js';

/** Takes a token and says what the pools of this server know of it. */
export async function tokenPage(
  pools: readonly Pool[],
  token: string | undefined,
  now: number,
): Promise<Page> {
  return {
    title: 'Token',
    body: html`<form method="post" class="stack">
<label for="token">Access token, ID token or refresh token</label>
<textarea id="token" name="token" rows="5" spellcheck="false" autocomplete="off" required></textarea>
<button>Inspect</button>
</form>
${token === undefined ? '' : await findings(pools, token.trim().replace(/^Bearer\s+/i, ''), now)}`,
  };
}

async function findings(pools: readonly Pool[], token: string, now: number): Promise<Html> {
  const jwt = readJwt(token);
  if (jwt) return jwtFindings(pools, token, jwt, now);
  const pool = pools.find(({ userSessions }) => userSessions.findByRefreshToken(token));
  const session = pool?.userSessions.findByRefreshToken(token);
  if (!pool || !session)
    return html`<p class="notice">${badge('unknown', 'bad')} No JWT, and no refresh token that a pool of this server gave out.</p>`;
  return html`<h2>A refresh token</h2>${facts([
    ['Pool', pool.settings().Id],
    ...sessionFacts(session, now),
    ['Until', moment(session.refreshExpiresAt, now)],
    ['Counts', session.refreshExpiresAt > now ? badge('not expired', 'good') : badge('expired', 'bad')],
  ])}`;
}

interface Jwt {
  readonly header: ProtectedHeaderParameters;
  readonly claims: JWTPayload;
}

function readJwt(token: string): Jwt | undefined {
  try {
    return { header: decodeProtectedHeader(token), claims: decodeJwt(token) };
  } catch {
    return undefined;
  }
}

async function jwtFindings(
  pools: readonly Pool[],
  token: string,
  { header, claims }: Jwt,
  now: number,
): Promise<Html> {
  const pool = pools.find(({ keys }) => [keys.id.kid, keys.access.kid].includes(header.kid ?? ''));
  const isSigned = pool !== undefined && (await verifies(pool, token, header));
  const session = pool?.userSessions.findByEvent(String(claims.event_id));
  const expiresAt = Number(claims.exp) * 1000;
  return html`<h2>${kindOf(claims)}</h2>${facts([
    ['Signature', signature(pool, isSigned)],
    [
      'Expiry',
      claims.exp === undefined
        ? 'none'
        : html`${expiresAt > now ? badge('not expired', 'good') : badge('expired', 'bad')} ${moment(expiresAt, now)}`,
    ],
    [
      'Issuer',
      pool &&
        html`${pool.issuer === claims.iss ? badge("the pool's", 'good') : badge('another', 'bad')} ${String(claims.iss)}`,
    ],
    ...(session ? sessionFacts(session, now) : [['Session', 'not known here'] as const]),
  ])}
<h2>Times</h2>${facts(
    TIMES.flatMap(([name, meaning]) => {
      const seconds = claims[name];
      return typeof seconds === 'number'
        ? [[`${meaning} (${name})`, moment(seconds * 1000, now)] as const]
        : [];
    }),
  )}
<h2>Header</h2>${json(header)}
<h2>Claims</h2>${json(claims)}`;
}

const TIMES = [
  ['auth_time', 'Signed in'],
  ['iat', 'Issued'],
  ['nbf', 'Good from'],
  ['exp', 'Good until'],
] as const;

const kindOf = ({ token_use: use }: JWTPayload): string =>
  use === 'access' ? 'An access token' : use === 'id' ? 'An ID token' : 'A JWT';

async function verifies({ keys }: Pool, token: string, { kid }: ProtectedHeaderParameters): Promise<boolean> {
  const key = keys.id.kid === kid ? keys.id : keys.access;
  return compactVerify(token, key.publicKey, { algorithms: ['RS256'] }).then(
    () => true,
    () => false,
  );
}

function signature(pool: Pool | undefined, isSigned: boolean): Html {
  if (!pool)
    return html`${badge('another key', 'bad')} No pool of this server has the key that the header names.`;
  return isSigned
    ? html`${badge('right', 'good')} by pool ${pool.settings().Id}`
    : html`${badge('wrong', 'bad')} The token was changed, or signed with another key.`;
}

const sessionFacts = (session: UserSessionRecord, now: number) =>
  [
    ['User', session.username],
    ['App client', session.clientId],
    [
      'Revoked',
      session.revoked
        ? html`${badge('revoked', 'bad')} ${session.revokedAt === undefined ? '' : moment(session.revokedAt, now)}`
        : badge('not revoked', 'good'),
    ],
  ] as const;
