import { html } from 'hono/html';
import type { Pool } from '../pool/pool.js';
import type { ClientRecord } from '../state/clients.js';
import { addressOf, type Page } from './layout.js';
import { badge, copyable, facts, HIDDEN, list, moment, reveal, table } from './parts.js';

const ON_A_PAGE = 100;

export function clientsPage(pool: Pool, from: string | undefined): Page {
  const { Id } = pool.settings();
  const { items, nextToken } = pool.clients.page({ limit: ON_A_PAGE, token: from });
  return {
    title: 'App clients',
    body: html`${table({
      caption: 'App clients',
      columns: ['Client id', 'Name', 'Secret', 'Flows', 'Created'],
      rows: items.map(({ ClientId, ClientName, secrets, ExplicitAuthFlows, createdAt }) => [
        html`<a href="${addressOf(Id, 'clients', ClientId)}">${ClientId}</a>`,
        ClientName,
        badge(secrets.length > 0 ? 'confidential' : 'public'),
        list(ExplicitAuthFlows),
        moment(createdAt),
      ]),
      none: 'The pool has no app clients.',
    })}
${nextToken ? html`<p><a href="${addressOf(Id, 'clients')}?from=${nextToken}">Next page</a></p>` : ''}`,
  };
}

/** All that is set of one app client, by the service's names. */
export function clientPage(client: ClientRecord, isClear: boolean): Page {
  const { secrets, secretDates: _, createdAt, modifiedAt, ...members } = client;
  return {
    title: client.ClientName,
    body: html`${facts([
      ['ClientId', copyable(client.ClientId, 'the client id')],
      [
        secrets.length > 1 ? 'ClientSecrets' : 'ClientSecret',
        list(
          secrets.map(secret => (isClear ? copyable(secret, 'the client secret') : HIDDEN)),
          'none: a public client',
        ),
      ],
      ['Created', moment(createdAt)],
      ['Changed', moment(modifiedAt)],
    ])}
${secrets.length > 0 ? reveal(isClear, 'The client secret') : ''}
<h2>Settings</h2>${facts(
      Object.entries(members)
        .filter(([name, value]) => value !== undefined && name !== 'ClientId' && name !== 'ClientName')
        .map(([name, value]) => [name, shown(value)] as const),
    )}`,
  };
}

function shown(value: unknown) {
  if (Array.isArray(value)) return list(value.map(String));
  return typeof value === 'object' ? html`<code>${JSON.stringify(value)}</code>` : String(value);
}
