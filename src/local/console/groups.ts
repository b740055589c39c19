import { html } from 'hono/html';
import type { Pool } from '../pool/pool.js';
import type { GroupRecord } from '../state/groups.js';
import type { Html } from './html.js';
import { addressOf, type Page } from './layout.js';
import { facts, moment, table } from './parts.js';
import { userTable } from './users.js';

const ON_A_PAGE = 100;

export function groupsPage(pool: Pool, from: string | undefined): Page {
  const { items, nextToken } = pool.groups.page({ limit: ON_A_PAGE, token: from });
  const { Id } = pool.settings();
  return {
    title: 'Groups',
    body: html`${table({
      caption: 'Groups',
      columns: ['Group', 'Description', 'Precedence', 'Role', 'Created'],
      rows: items.map(({ name, description = '', precedence, roleArn = '', createdAt }) => [
        groupLink(pool, name),
        description,
        precedence === undefined ? '' : String(precedence),
        roleArn,
        moment(createdAt),
      ]),
      none: 'The pool has no groups.',
    })}
${nextToken ? html`<p><a href="${addressOf(Id, 'groups')}?from=${nextToken}">Next page</a></p>` : ''}`,
  };
}

export function groupPage(
  pool: Pool,
  { name, description, precedence, roleArn, createdAt }: GroupRecord,
  from: string | undefined,
): Page {
  const { items, nextToken } = pool.users.pageOfMembers(name, { limit: ON_A_PAGE, token: from });
  return {
    title: name,
    body: html`${facts([
      ['Description', description],
      ['Precedence', precedence === undefined ? undefined : String(precedence)],
      ['Role', roleArn],
      ['Created', moment(createdAt)],
    ])}
<h2>Members</h2>${userTable(pool, items, 'The group has no members.')}
${nextToken ? html`<p><a href="?from=${nextToken}">Next page</a></p>` : ''}`,
  };
}

export const groupLink = (pool: Pool, name: string): Html =>
  html`<a href="${addressOf(pool.settings().Id, 'groups', name)}">${name}</a>`;
