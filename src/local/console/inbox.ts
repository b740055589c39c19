import { html } from 'hono/html';
import type { Message, Outbox } from '../state/outbox.js';
import type { Html } from './html.js';
import { CONSOLE, type Page } from './layout.js';
import { badge, copyable, moment } from './parts.js';

const MOST_MESSAGES = 200;

export const inboxPage = (outbox: Outbox): Page => ({
  title: 'Inbox',
  body: html`<p class="bar"><span>The SMS and e-mails that a real pool would have sent.</span>
<button type="button" class="second" id="pause" aria-pressed="false" hidden>Pause</button></p>
<p class="quiet empty">No messages yet. They appear here as they come.</p>
<ol class="messages" data-live="${CONSOLE}/inbox" data-last="${outbox.last}" data-one="message" data-many="messages">${messageItems(outbox)}</ol>`,
});

/** The messages after a number, the latest first. */
export const messageItems = (outbox: Outbox, after = 0): Html[] =>
  outbox.after(after).slice(-MOST_MESSAGES).reverse().map(messageItem);

const messageItem = ({ at, username, to, medium, reason, code, subject, text }: Message): Html =>
  html`<li>
<p>${badge(medium === 'SMS' ? 'SMS' : 'E-mail')} <b>${reason}</b> to ${to} <span class="quiet">for ${username}, ${moment(Date.parse(at))}</span></p>
${code ? html`<p class="code">${copyable(code, `the code to ${to}`)}</p>` : ''}
${subject || text ? html`<details><summary>As it was worded</summary>${subject ? html`<p><b>${subject}</b></p>` : ''}<p class="text">${text ?? ''}</p></details>` : ''}
</li>`;
