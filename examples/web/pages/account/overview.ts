import { Hono } from 'hono';
import { html } from 'hono/html';
import { takeDraft } from '../../drafts.js';
import type { Env, Html } from '../../env.js';
import { fields } from '../../fields.js';
import { answering, type FormPage } from '../../forms.js';
import { redirectWith } from '../../notices.js';
import type { People } from '../../people.js';
import { FACTORS } from '../factors.js';
import { show } from '../layout.js';
import { field, form, submit } from '../parts.js';

const tags = (items: readonly string[]): Html =>
  html`<ul class="tags">${items.map(item => html`<li>${item}</li>`)}</ul>`;

/** A fact about the account, and where to change it. */
const fact = (name: string, value: Html | string, path: string, change = 'Change'): Html => html`
          <div>
            <dt>${name}</dt>
            <dd>${value}</dd>
            <dd class="change"><a href="${path}">${change}<span class="unseen"> ${name.toLowerCase()}</span></a></dd>
          </div>`;

/** An address or a number as the pool knows it. */
const contact = (value: unknown, verified: unknown): Html =>
  html`${value ?? 'None'}${value && verified !== true ? html` <span class="tag">Not verified</span>` : ''}`;

function secondStep(mfa: readonly string[], preferred: string | undefined): Html | string {
  if (mfa.length === 0) return 'None. Who learns your password can sign in as you.';
  return tags(
    mfa.map(factor => `${FACTORS[factor] ?? factor}${factor === preferred ? ', asked for first' : ''}`),
  );
}

/** The page that leads to all others of the account. */
export function overview(people: People) {
  const page: FormPage = async (context, typed, problems) => {
    const { session } = context.var;
    const {
      attributes,
      mfa = [],
      preferredMfa,
    } = await people.signedIn(session, cognito => cognito.getUser());
    const { groups = [] } = session.principal ?? {};
    const name = String(attributes.name ?? '');
    const { email, email_verified, phone_number, phone_number_verified } = attributes;
    return show(context, {
      title: 'Your profile',
      wide: true,
      problems,
      body: html`
      <section aria-labelledby="about">
        <h2 id="about">About you</h2>
        ${form(
          context,
          html`
          ${field({ name: 'name', label: 'Name', autocomplete: 'name', value: typed?.name ?? name, problems })}
          ${submit('Save')}`,
          { action: '/profile' },
        )}
        <dl>
          ${fact('E-mail address', contact(email, email_verified), '/profile/email')}
          ${fact('Phone number', contact(phone_number, phone_number_verified), '/profile/phone', phone_number ? 'Change' : 'Add')}
          <div><dt>Groups</dt><dd>${groups.length > 0 ? tags(groups) : 'None'}</dd></div>
        </dl>
      </section>
      <section aria-labelledby="signing-in">
        <h2 id="signing-in">Signing in</h2>
        <dl>
          ${fact('Password', 'Set', '/profile/password')}
          ${fact('Second step', secondStep(mfa, preferredMfa), '/profile/second-step')}
          ${fact('Authenticator', mfa.includes('SOFTWARE_TOKEN_MFA') ? 'Set up' : 'None', '/profile/authenticator', mfa.includes('SOFTWARE_TOKEN_MFA') ? 'Replace' : 'Set up')}
          ${fact('Browsers and sessions', 'Where you are signed in', '/profile/sessions', 'See')}
        </dl>
      </section>
      <p class="aside"><a href="/profile/delete">Delete your account</a></p>`,
    });
  };

  return new Hono<Env>()
    .get('/profile', async context => page(context, await takeDraft(context)))
    .post(
      '/profile',
      answering({ name: fields.name }, page, async (context, { name }) => {
        await people.signedIn(context.var.session, cognito => cognito.updateProfile({ name }));
        return redirectWith(context, 'saved', '/profile');
      }),
    );
}
