import { Hono } from 'hono';
import { html } from 'hono/html';
import type { User, UserManager } from 'portcullis';
import { requireGroups } from 'portcullis/http';
import type { Env, Html } from '../env.js';
import { show } from './layout.js';

const isAdmin = requireGroups('admins');

/** What Cognito calls the state of an account, in words. */
const STATES: Readonly<Record<string, string>> = {
  CONFIRMED: 'Active',
  UNCONFIRMED: 'Not confirmed yet',
  FORCE_CHANGE_PASSWORD: 'Invited',
  RESET_REQUIRED: 'Has to choose a new password',
};

const person = ({ attributes, username, status, enabled }: User): Html => html`
        <li>
          <strong>${attributes.name ?? username}</strong>
          <span>${attributes.email}</span>
          <span class="tag">${enabled ? (STATES[status] ?? status) : 'Switched off'}</span>
        </li>`;

export const admins = (users: UserManager) =>
  new Hono<Env>().get('/admins', async context => {
    await context.var.session.require(isAdmin);
    const { items, nextToken } = await users
      .list({ pageSize: 20 })
      .page(context.req.query('after') || undefined);
    return show(context, {
      title: 'People',
      wide: true,
      body: html`
      <p>Everyone who has an account. Only administrators see this page.</p>
      <ul class="people">${items.map(person)}
      </ul>
      ${nextToken ? html`<p class="aside"><a href="?${new URLSearchParams({ after: nextToken })}">More people</a></p>` : ''}`,
    });
  });
