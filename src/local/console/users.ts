import { html } from 'hono/html';
import type { Pool } from '../pool/pool.js';
import type { UserRecord } from '../state/user-record.js';
import type { Html } from './html.js';
import { addressOf, type Page } from './layout.js';
import { badge, moment, table } from './parts.js';

const ON_A_PAGE = 50;

/** What a search looks at the beginning of; each has an index. */
const SEARCHED = [
  'username',
  'email',
  'phone_number',
  'preferred_username',
  'name',
  'family_name',
  'given_name',
];

interface Query {
  readonly q?: string;
  readonly from?: string;
}

export function usersPage(pool: Pool, { q = '', from }: Query): Page {
  const { items, nextToken } = q
    ? { items: found(pool, q), nextToken: undefined }
    : pool.users.page({ limit: ON_A_PAGE, token: from });
  const { Id } = pool.settings();
  return {
    title: 'Users',
    body: html`<form class="bar" method="get" role="search">
<label for="q">Name, e-mail or phone number begins with</label>
<input type="search" id="q" name="q" value="${q}"> <button>Search</button>
<span class="quiet">${pool.users.count()} in all</span>
</form>
${userTable(pool, items, q ? 'No user is found by that.' : 'The pool has no users.')}
${nextToken ? html`<p><a href="${addressOf(Id, 'users')}?from=${nextToken}">Next page</a></p>` : ''}`,
  };
}

function found({ users }: Pool, q: string): UserRecord[] {
  const bySub = users.findBySub(q);
  const byBeginning = SEARCHED.flatMap(
    name => users.page({ limit: ON_A_PAGE }, { name, value: q, prefix: true }).items,
  );
  return [...new Set([...(bySub ? [bySub] : []), ...byBeginning])].slice(0, ON_A_PAGE);
}

export const userTable = (pool: Pool, users: readonly UserRecord[], none: string): Html =>
  table({
    caption: 'Users',
    columns: ['User', 'E-mail', 'Phone', 'Status', 'Groups', 'Created'],
    rows: users.map(user => [
      userLink(pool, user),
      user.attributes.email ?? '',
      user.attributes.phone_number ?? '',
      statusOf(user),
      user.groups.join(', '),
      moment(user.createdAt),
    ]),
    none,
  });

const userLink = (pool: Pool, { username }: UserRecord): Html =>
  html`<a href="${addressOf(pool.settings().Id, 'users', username)}">${username}</a>`;

export function statusOf({ status, enabled }: UserRecord): Html {
  return enabled
    ? badge(status, status === 'CONFIRMED' ? 'good' : 'plain')
    : html`${badge('disabled', 'bad')} ${badge(status)}`;
}
