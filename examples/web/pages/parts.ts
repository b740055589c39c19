import { html, raw } from 'hono/html';
import type { Html, Session, WebContext } from '../env.js';
import { passwordHint } from '../password-rules.js';
import type { Problem } from '../problems.js';

export const csrfField = ({ csrfToken }: Session): Html =>
  html`<input type="hidden" name="_csrf" value="${csrfToken}">`;

/** Says who fills in a form, so that what they type is kept for nobody else. */
const forField = ({ principal }: Session): Html =>
  principal ? html`<input type="hidden" name="_for" value="${principal.sub}">` : html``;

/** A form that posts to `action`; by default to the address of its own page, with the query. */
export function form(context: WebContext, content: Html, { action }: { action?: string } = {}): Html {
  const { pathname, search } = new URL(context.req.url);
  return html`<form method="post" action="${action ?? pathname + search}" novalidate>
        ${csrfField(context.var.session)}
        ${forField(context.var.session)}
        ${content}
      </form>`;
}

interface Named {
  readonly name: string;
  /** The problems of the form; the field shows its own. */
  readonly problems?: readonly Problem[] | undefined;
}

export interface Field extends Named {
  readonly label: string;
  readonly autocomplete:
    | 'email'
    | 'username'
    | 'name'
    | 'tel'
    | 'off'
    | 'current-password'
    | 'new-password'
    | 'one-time-code';
  readonly type?: 'text' | 'email' | 'tel' | 'search' | 'password';
  readonly hint?: string;
  /** What was typed before. Passwords are typed again. */
  readonly value?: string | undefined;
}

/** A field with its label, hint and problem, linked for screen readers. */
export function field({ name, label, autocomplete, type = 'text', hint, value, problems = [] }: Field): Html {
  const problem = problems.find(({ field }) => field === name);
  const described = [hint && `${name}-hint`, problem && `${name}-error`].filter(Boolean).join(' ');
  return html`<div class="field">
          <label for="${name}">${label}</label>
          ${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : ''}
          ${problem ? errorText(name, problem) : ''}
          <input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" required
            ${autocomplete === 'one-time-code' ? raw('inputmode="numeric" class="code" maxlength="12"') : ''}
            ${described ? html`aria-describedby="${described}"` : ''}
            ${problem ? raw('aria-invalid="true"') : ''}
            value="${type === 'password' ? '' : value}">
        </div>`;
}

export const emailField = (more: Partial<Field>): Html =>
  field({ name: 'email', label: 'E-mail address', type: 'email', autocomplete: 'email', ...more });

export const codeField = (more: Partial<Field>): Html =>
  field({ name: 'code', label: 'Code', autocomplete: 'one-time-code', ...more });

export const passwordField = (more: Partial<Field>): Html =>
  field({ name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password', ...more });

/** A password to have from now on, with the pool's own rules beside it. */
export const newPasswordField = ({ var: { settings } }: WebContext, more: Partial<Field>): Html =>
  field({
    name: 'newPassword',
    label: 'New password',
    type: 'password',
    autocomplete: 'new-password',
    hint: passwordHint(settings.passwordPolicy),
    ...more,
  });

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly chosen?: boolean;
}

export interface Radios extends Named {
  readonly legend: string;
  readonly choices: readonly Choice[];
}

/** A choice of one. The first has the name as its id, for the links of the summary. */
export function radios({ name, legend, choices, problems = [] }: Radios): Html {
  const problem = problems.find(({ field }) => field === name);
  return html`<fieldset${problem ? html` aria-describedby="${name}-error"` : ''}>
          <legend>${legend}</legend>
          ${problem ? errorText(name, problem) : ''}
          ${choices.map(
            ({ value, label, chosen }, i) => html`<label class="choice">
            <input type="radio" name="${name}" value="${value}"${i === 0 ? html` id="${name}"` : ''}${chosen ? raw(' checked') : ''}>${label}
          </label>`,
          )}
        </fieldset>`;
}

/** A box to tick. */
export const tick = (name: string, label: string, ticked = false): Html =>
  html`<label class="choice"><input type="checkbox" name="${name}" value="on"${ticked ? raw(' checked') : ''}>${label}</label>`;

const errorText = (name: string, { message }: Problem): Html =>
  html`<p class="error" id="${name}-error"><span class="unseen">Error: </span>${message}</p>`;

export const submit = (text: string): Html => html`<button class="main">${text}</button>`;

/** A button that does what cannot be undone. */
export const dangerous = (text: string): Html => html`<button class="main bad">${text}</button>`;

const DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });

export const time = (date: Date | undefined): Html =>
  html`${date ? html`<time datetime="${date.toISOString()}">${DATE.format(date)} UTC</time>` : 'unknown'}`;
