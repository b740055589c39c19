import { html } from 'hono/html';
import type { Message, Outbox } from '../state/outbox.js';
import type { Html } from './html.js';
import { CONSOLE, type Page } from './layout.js';
import { badge, copyable, HIDDEN, moment, reveal } from './parts.js';

const MOST_MESSAGES = 200;

export const inboxPage = (outbox: Outbox, isClear: boolean): Page => ({
  title: 'Inbox',
  body: html`<p class="bar"><span>The SMS and e-mails that a real pool would have sent.</span>
<button type="button" class="second" id="pause" aria-pressed="false" hidden>Pause</button></p>
${outbox.list().some(hasPassword) ? reveal(isClear, 'Temporary passwords') : ''}
<p class="quiet empty">No messages yet. They appear here as they come.</p>
<ol class="messages" data-live="${CONSOLE}/inbox" data-last="${outbox.last}" data-one="message" data-many="messages">${messageItems(outbox, 0, isClear)}</ol>`,
});

/** The messages after a number, the latest first. */
export const messageItems = (outbox: Outbox, after: number, isClear = false): Html[] =>
  outbox
    .after(after)
    .slice(-MOST_MESSAGES)
    .reverse()
    .map(message => messageItem(message, isClear || !hasPassword(message)));

/** An invitation carries a temporary password, which is no code that soon ends. */
const hasPassword = ({ reason }: Message): boolean => reason === 'AdminCreateUser';

const messageItem = (
  { at, username, to, medium, reason, code, subject, text }: Message,
  isClear: boolean,
): Html =>
  html`<li>
<p>${badge(medium === 'SMS' ? 'SMS' : 'E-mail')} <b>${reason}</b> to ${to} <span class="quiet">for ${username}, ${moment(Date.parse(at))}</span></p>
${code ? html`<p class="code">${isClear ? copyable(code, `the code to ${to}`) : HIDDEN}</p>` : ''}
${isClear && (subject || text) ? html`<details><summary>As it was worded</summary>${subject ? html`<p><b>${subject}</b></p>` : ''}<p class="text">${text ?? ''}</p></details>` : ''}
</li>`;
