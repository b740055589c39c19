import { Hono } from 'hono';
import { html } from 'hono/html';
import { type Page, type User, type UserManager, where } from 'portcullis';
import { requireGroups } from 'portcullis/http';
import type { Env, Html } from '../env.js';
import { show } from './layout.js';

const isAdmin = requireGroups('admins');

const PAGE_SIZE = 20;

/** A filter of Cognito's has 256 characters at most. */
const LONGEST_SEARCH = 100;

/** What Cognito calls the state of an account, in words. */
const STATES: Readonly<Record<string, string>> = {
  CONFIRMED: 'Active',
  UNCONFIRMED: 'Not confirmed yet',
  FORCE_CHANGE_PASSWORD: 'Invited',
  RESET_REQUIRED: 'Has to choose a new password',
};

const person = ({ attributes, username, status, enabled }: User): Html => html`
        <li>
          <strong>${attributes.name ?? attributes.email ?? username}</strong>
          <span>${attributes.name ? attributes.email : ''}</span>
          <span class="tag">${enabled ? (STATES[status] ?? status) : 'Switched off'}</span>
        </li>`;

/** The people whose name or address begins with the text: two calls, as Cognito compares one attribute at a time. */
async function found(users: UserManager, text: string): Promise<Page<User>> {
  const filters = [where.name.startsWith(text), where.email.startsWith(text)];
  const pages = await Promise.all(
    filters.map(filter => users.search(filter, { pageSize: PAGE_SIZE }).page()),
  );
  const each = new Map(pages.flatMap(({ items }) => items).map(user => [user.username, user]));
  return { items: [...each.values()], nextToken: pages.find(({ nextToken }) => nextToken)?.nextToken };
}

const searchForm = (text: string): Html => html`
      <form class="search" role="search">
        <label for="q">Name or e-mail address</label>
        <div><input id="q" name="q" type="search" maxlength="${LONGEST_SEARCH}" autocomplete="off" value="${text}"><button class="main">Search</button></div>
      </form>`;

function more(text: string, nextToken: string | undefined): Html | string {
  if (!nextToken) return '';
  if (text) return html`<p class="aside">There are more. Type more of the name to see them.</p>`;
  return html`<p class="aside"><a href="?${new URLSearchParams({ after: nextToken })}">More people</a></p>`;
}

export const admins = (users: UserManager) =>
  new Hono<Env>().get('/admins', async context => {
    await context.var.session.require(isAdmin);
    const { q = '', after } = context.req.query();
    const text = q.trim().slice(0, LONGEST_SEARCH);
    const { items, nextToken } = text
      ? await found(users, text)
      : await users.list({ pageSize: PAGE_SIZE }).page(after || undefined);
    return show(context, {
      title: 'People',
      wide: true,
      body: html`
      <p>Everyone who has an account. Only administrators see this page.</p>
      ${searchForm(text)}
      ${text ? html`<p role="status">${items.length === 0 ? 'No one' : items.length === 1 ? 'One person' : `${items.length} people`} found. <a href="/admins">Show everyone</a></p>` : ''}
      ${items.length > 0 ? html`<ul class="people">${items.map(person)}</ul>` : ''}
      ${more(text, nextToken)}`,
    });
  });
