import { Hono } from 'hono';
import { html } from 'hono/html';
import { address } from '../addresses.js';
import type { Env, Html } from '../env.js';
import { answering, type FormPage, fields } from '../forms.js';
import { ISSUER, type People } from '../people.js';
import { authenticatorPage } from './authenticator.js';
import { show } from './layout.js';
import { field, form, submit } from './parts.js';

const FACTORS: Readonly<Record<string, string>> = {
  SOFTWARE_TOKEN_MFA: 'Authenticator app',
  SMS_MFA: 'Text message',
  EMAIL_OTP: 'E-mail',
};

const tags = (items: readonly string[]): Html =>
  html`<ul class="tags">${items.map(item => html`<li>${item}</li>`)}</ul>`;

export function profile(people: People) {
  const profilePage: FormPage = async (context, typed, problems) => {
    const { session } = context.var;
    const { attributes, mfa = [] } = await people.signedIn(session, cognito => cognito.getUser());
    const { groups = [] } = session.principal ?? {};
    const name = String(attributes.name ?? '');
    return show(context, {
      title: 'Your profile',
      wide: true,
      problems,
      body: html`
      <section aria-labelledby="about">
        <h2 id="about">About you</h2>
        <dl>
          <dt>E-mail address</dt><dd>${attributes.email}</dd>
          <dt>Groups</dt><dd>${groups.length > 0 ? tags(groups) : 'None'}</dd>
        </dl>
        ${form(
          context,
          html`
          ${field({ name: 'name', label: 'Name', autocomplete: 'name', value: typed?.name ?? name, problems })}
          ${submit('Save')}`,
          { action: '/profile' },
        )}
      </section>
      <section aria-labelledby="second-step">
        <h2 id="second-step">Second step</h2>
        ${
          mfa.length > 0
            ? html`<p>Besides your password, signing in asks for one of these:</p>${tags(mfa.map(factor => FACTORS[factor] ?? factor))}`
            : html`<p>Signing in asks for your password only. A second step keeps your account yours, even when someone else learns it.</p>`
        }
        <p class="aside"><a href="/profile/authenticator">${
          mfa.includes('SOFTWARE_TOKEN_MFA') ? 'Change your authenticator' : 'Set up an authenticator'
        }</a></p>
      </section>`,
    });
  };

  const enrolPage: FormPage = (context, typed, problems) =>
    authenticatorPage(context, {
      uri: typed?.uri,
      problems,
      why: 'With an authenticator, someone who learns your password still cannot sign in as you.',
    });

  return new Hono<Env>()
    .get('/profile', context => profilePage(context))
    .post(
      '/profile',
      answering({ name: fields.name }, profilePage, async (context, { name }) => {
        await people.signedIn(context.var.session, cognito => cognito.updateProfile({ name }));
        return context.redirect(address('/profile', { notice: 'saved' }), 303);
      }),
    )
    .get('/profile/authenticator', async context => {
      // A new secret each time. The old one works until the new one is verified.
      const { uri } = await people.signedIn(context.var.session, cognito =>
        cognito.associateSoftwareToken({ issuer: ISSUER }),
      );
      return enrolPage(context, { uri });
    })
    .post(
      '/profile/authenticator',
      answering({ code: fields.code }, enrolPage, async (context, { code }) => {
        await people.signedIn(context.var.session, async cognito => {
          await cognito.verifySoftwareToken(code);
          await cognito.setUserMfaPreference({ softwareToken: true, preferred: 'SOFTWARE_TOKEN_MFA' });
        });
        return context.redirect(address('/profile', { notice: 'authenticator-on' }), 303);
      }),
    );
}
