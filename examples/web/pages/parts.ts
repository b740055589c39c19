import { html, raw } from 'hono/html';
import type { PageSession } from 'portcullis/http/session';
import type { Html, WebContext } from '../env.js';
import type { Problem } from '../problems.js';

export const csrfField = ({ csrfToken }: Pick<PageSession, 'csrfToken'>): Html =>
  html`<input type="hidden" name="_csrf" value="${csrfToken}">`;

/** A form that posts to `action`; by default to the address of its own page, with the query. */
export function form(context: WebContext, content: Html, { action }: { action?: string } = {}): Html {
  const { pathname, search } = new URL(context.req.url);
  return html`<form method="post" action="${action ?? pathname + search}" novalidate>
        ${csrfField(context.var.session)}
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
    | 'current-password'
    | 'new-password'
    | 'one-time-code';
  readonly type?: 'text' | 'email' | 'password';
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

export const newPasswordField = (more: Partial<Field>): Html =>
  field({
    name: 'password',
    label: 'Password',
    type: 'password',
    autocomplete: 'new-password',
    hint: 'At least 8 characters, with upper and lower case, a number and a symbol.',
    ...more,
  });

export interface Radios extends Named {
  readonly legend: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

/** A choice of one. The first has the name as its id, for the links of the summary. */
export function radios({ name, legend, choices, problems = [] }: Radios): Html {
  const problem = problems.find(({ field }) => field === name);
  return html`<fieldset${problem ? html` aria-describedby="${name}-error"` : ''}>
          <legend>${legend}</legend>
          ${problem ? errorText(name, problem) : ''}
          ${choices.map(
            ({ value, label }, i) => html`<label class="choice">
            <input type="radio" name="${name}" value="${value}"${i === 0 ? html` id="${name}"` : ''}>${label}
          </label>`,
          )}
        </fieldset>`;
}

const errorText = (name: string, { message }: Problem): Html =>
  html`<p class="error" id="${name}-error"><span class="unseen">Error: </span>${message}</p>`;

export const submit = (text: string): Html => html`<button class="main">${text}</button>`;
