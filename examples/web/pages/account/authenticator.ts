import { Hono } from 'hono';
import { html } from 'hono/html';
import type { Env } from '../../env.js';
import { fields } from '../../fields.js';
import { answering, type FormPage } from '../../forms.js';
import { redirectWith } from '../../notices.js';
import { ISSUER, type People } from '../../people.js';
import { authenticatorPage } from '../authenticator.js';
import { show } from '../layout.js';
import { form, passwordField, submit } from '../parts.js';

const passwordPage: FormPage = async (context, _typed, problems) => {
  await context.var.session.require();
  return show(context, {
    title: 'Is it you?',
    problems,
    body: html`
      <p>Enter your password before you set up an authenticator. If you have one already, the new one replaces it.</p>
      ${form(context, html`${passwordField({ problems })}${submit('Continue')}`)}
      <p class="aside"><a href="/profile">Back to your profile</a></p>`,
  });
};

const secretPage: FormPage = async (context, typed, problems) => {
  await context.var.session.require();
  return authenticatorPage(context, {
    typed,
    problems,
    why: 'With an authenticator, someone who learns your password still cannot sign in as you.',
    action: '/profile/authenticator/code',
  });
};

/** Sets up an authenticator. Removing it is a matter of the second step. */
export const authenticator = (people: People) =>
  new Hono<Env>()
    .get('/profile/authenticator', context => passwordPage(context))
    .post(
      '/profile/authenticator',
      answering({ password: fields.password }, passwordPage, async (context, { password }) => {
        const { session } = context.var;
        await people.prove(session, password);
        // A new secret each time. The old one works until the new one is verified.
        const { uri } = await people.signedIn(session, cognito =>
          cognito.associateSoftwareToken({ issuer: ISSUER }),
        );
        return secretPage(context, { uri });
      }),
    )
    .get('/profile/authenticator/code', context => context.redirect('/profile/authenticator', 303))
    .post(
      '/profile/authenticator/code',
      answering({ code: fields.code }, secretPage, async (context, { code }) => {
        await people.signedIn(context.var.session, async cognito => {
          await cognito.verifySoftwareToken(code);
          await cognito.setUserMfaPreference({ softwareToken: true, preferred: 'SOFTWARE_TOKEN_MFA' });
        });
        return redirectWith(context, 'authenticator-on', '/profile');
      }),
    );
