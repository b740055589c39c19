import { Hono } from 'hono';
import { html } from 'hono/html';
import type { Cognito, TokenSet } from 'portcullis';
import type { Challenge } from 'portcullis/errors';
import type { Env, WebContext } from '../env.js';
import { answering, type FormPage, fields } from '../forms.js';
import { ISSUER, type People } from '../people.js';
import { pending, takeStep } from '../sign-in-step.js';
import { authenticatorPage } from './authenticator.js';
import { show } from './layout.js';
import { codeField, form, newPasswordField, radios, submit } from './parts.js';

const codePage: FormPage = (context, _typed, problems) => {
  const { name, parameters } = pending(context);
  const { CODE_DELIVERY_DESTINATION: destination } = parameters;
  const hint =
    name === 'SOFTWARE_TOKEN_MFA'
      ? 'The six digits that your authenticator app shows.'
      : `The digits that we have sent to ${destination}.`;
  return show(context, {
    title: 'Enter your code',
    problems,
    body: html`
      ${form(context, html`${codeField({ hint, problems })}${submit('Continue')}`)}
      <p class="aside">No code? <a href="/sign-in">Start again</a> to get a new one.</p>`,
  });
};

function answerCode(
  cognito: Cognito,
  code: string,
  to: { readonly challenge: Challenge },
): Promise<TokenSet> {
  if (to.challenge.name === 'SMS_MFA') return cognito.respondToSmsMfa(code, to);
  if (to.challenge.name === 'EMAIL_OTP') return cognito.respondToEmailOtp(code, to);
  return cognito.respondToSoftwareTokenMfa(code, to);
}

const FACTORS: Readonly<Record<string, string>> = {
  SOFTWARE_TOKEN_MFA: 'The code of my authenticator app',
  SMS_MFA: 'A code by text message',
  EMAIL_OTP: 'A code by e-mail',
};

const factorPage: FormPage = (context, _typed, problems) => {
  const offered: readonly string[] = JSON.parse(pending(context).parameters.MFAS_CAN_CHOOSE ?? '[]');
  const choices = offered.map(value => ({ value, label: FACTORS[value] ?? value }));
  return show(context, {
    title: 'Choose a second step',
    problems,
    body: form(
      context,
      html`
        ${radios({ name: 'factor', legend: 'How do you want to prove that it is you?', choices, problems })}
        ${submit('Continue')}`,
    ),
  });
};

const newPasswordPage: FormPage = (context, _typed, problems) => {
  pending(context);
  return show(context, {
    title: 'Choose your password',
    problems,
    body: html`
      <p>The password that you signed in with was temporary. Choose your own to go on.</p>
      ${form(context, html`${newPasswordField({ label: 'New password', problems })}${submit('Continue')}`)}`,
  });
};

const setUpPage: FormPage = (context, typed, problems) =>
  authenticatorPage(context, {
    uri: typed?.uri,
    problems,
    why: 'This account needs a second step besides the password.',
  });

/** The pages between the password and the end of a sign-in. */
export function challenges(people: People) {
  const respond = (
    context: WebContext,
    answer: (cognito: Cognito, to: { readonly challenge: Challenge }) => Promise<TokenSet>,
  ): Promise<Response> => {
    const to = { challenge: pending(context) };
    return takeStep(context, () => people.visitor(undefined, cognito => answer(cognito, to)));
  };

  return new Hono<Env>()
    .get('/sign-in/code', context => codePage(context))
    .post(
      '/sign-in/code',
      answering({ code: fields.code }, codePage, async (context, { code }) =>
        respond(context, (cognito, to) => answerCode(cognito, code, to)),
      ),
    )
    .get('/sign-in/factor', context => factorPage(context))
    .post(
      '/sign-in/factor',
      answering({ factor: fields.factor }, factorPage, async (context, { factor }) =>
        respond(context, (cognito, to) => cognito.respondToSelectMfaType(factor, to)),
      ),
    )
    .get('/sign-in/new-password', context => newPasswordPage(context))
    .post(
      '/sign-in/new-password',
      answering({ password: fields.newPassword }, newPasswordPage, async (context, { password }) =>
        respond(context, (cognito, to) => cognito.respondToNewPasswordRequired(password, to)),
      ),
    )
    .get('/sign-in/authenticator', async context => {
      const to = { challenge: pending(context), issuer: ISSUER };
      const { uri, challenge } = await people.visitor(undefined, cognito => cognito.beginMfaSetup(to));
      await context.var.session.ask(challenge);
      return setUpPage(context, { uri });
    })
    .post(
      '/sign-in/authenticator',
      answering({ code: fields.code }, setUpPage, async (context, { code }) =>
        respond(context, (cognito, to) => cognito.respondToMfaSetup({ code }, to)),
      ),
    );
}
