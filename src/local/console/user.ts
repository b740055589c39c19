import { html } from 'hono/html';
import type { Pool } from '../pool/pool.js';
import type { UserRecord } from '../state/user-record.js';
import type { UserSessionRecord } from '../state/user-sessions.js';
import { groupLink } from './groups.js';
import type { Html } from './html.js';
import type { Page } from './layout.js';
import { badge, copyable, facts, HIDDEN, list, moment, reveal, table } from './parts.js';
import { statusOf } from './users.js';

/** Everything about one user. Their password is known to nobody: the pool keeps a salted verifier. */
export function userPage(pool: Pool, user: UserRecord, isClear: boolean): Page {
  const now = pool.now();
  const { username, sub, createdAt, modifiedAt, attributes, groups, softwareToken } = user;
  return {
    title: username,
    body: html`${facts([
      ['Status', statusOf(user)],
      ['sub', copyable(sub, 'the sub')],
      ['Created', moment(createdAt, now)],
      ['Changed', moment(modifiedAt, now)],
      ['Groups', list(groups.map(name => groupLink(pool, name)))],
    ])}
<h2>Attributes</h2>${facts(Object.entries(attributes))}
<h2>Factors</h2>${factorsOf(user, isClear, now)}
${softwareToken || user.pendingSoftwareToken ? reveal(isClear, "The authenticator's secret") : ''}
<h2>Devices</h2>${devicesOf(pool, user, now)}
<h2>Sessions</h2>${sessionsOf(pool, user, now)}`,
  };
}

function factorsOf(user: UserRecord, isClear: boolean, now: number): Html {
  const { password, softwareToken, pendingSoftwareToken, mfa, preferredMfa } = user;
  const secret = (value: string) => (isClear ? copyable(value, 'the secret') : HIDDEN);
  return facts([
    [
      'Password',
      password?.temporarySince === undefined
        ? password
          ? 'set'
          : 'none'
        : html`temporary, set ${moment(password.temporarySince, now)}`,
    ],
    [
      'Second factors',
      list(
        mfa.map(factor => (factor === preferredMfa ? `${factor}, preferred` : factor)),
        'none',
      ),
    ],
    [
      'Authenticator',
      softwareToken &&
        html`${softwareToken.friendlyName ?? 'verified'}, secret ${secret(softwareToken.secret)}`,
    ],
    [
      'Authenticator to come',
      pendingSoftwareToken && html`not verified, secret ${secret(pendingSoftwareToken)}`,
    ],
  ]);
}

const devicesOf = ({ devices }: Pool, user: UserRecord, now: number): Html =>
  table({
    caption: 'Devices',
    columns: ['Key', 'Name', 'Remembered', 'Signed in last'],
    rows: devices
      .ofUser(user)
      .map(({ key, name, remembered, authenticatedAt }) => [
        html`<code>${key}</code>`,
        name ?? '',
        remembered ? badge('remembered', 'good') : badge('not remembered'),
        moment(authenticatedAt, now),
      ]),
    none: 'No confirmed devices.',
  });

const MOST_SESSIONS = 100;

const sessionsOf = ({ userSessions }: Pool, { username }: UserRecord, now: number): Html =>
  table({
    caption: 'Sessions',
    columns: ['Signed in', 'App client', 'State', 'Renewed', 'Refresh token until'],
    rows: userSessions
      .allOf(username)
      .slice(-MOST_SESSIONS)
      .reverse()
      .map(session => [
        moment(session.authTime * 1000, now),
        session.clientId,
        sessionState(session, now),
        session.renewedAt === undefined ? '' : moment(session.renewedAt, now),
        moment(session.refreshExpiresAt, now),
      ]),
    none: 'No sessions.',
  });

function sessionState({ revoked, refreshExpiresAt }: UserSessionRecord, now: number): Html {
  if (revoked) return badge('revoked', 'bad');
  return refreshExpiresAt <= now ? badge('expired') : badge('active', 'good');
}
