import { Hono } from 'hono';
import { html } from 'hono/html';
import type { Cognito, TokenSet } from 'portcullis';
import type { Challenge } from 'portcullis/errors';
import * as v from 'valibot';
import { onTheWay } from '../addresses.js';
import type { Env, Html, WebContext } from '../env.js';
import { fields, newPassword } from '../fields.js';
import { answering, type FormPage, type Typed } from '../forms.js';
import { ISSUER, type People } from '../people.js';
import type { Problem } from '../problems.js';
import type { Seal } from '../seal.js';
import { pending, takeStep } from '../sign-in-step.js';
import { authenticatorPage } from './authenticator.js';
import { FACTOR_CODES } from './factors.js';
import { show } from './layout.js';
import { codeField, form, newPasswordField, radios, submit, tick } from './parts.js';

/** What the page of a challenge shows. */
interface Asked {
  readonly challenge: Challenge;
  /** Carries the challenge in the page's form. */
  readonly field: Html;
  readonly typed?: Typed | undefined;
  readonly problems?: readonly Problem[] | undefined;
}

type ChallengePage = (context: WebContext, asked: Asked) => Response | Promise<Response>;

/** Cognito has no operation that sends a code again, or that asks for another factor. */
const again = (context: WebContext): Html =>
  html`<p class="aside">No code? <a href="${onTheWay(context, '/sign-in')}">Start again</a> to get a new one, or to choose another second step where you have several.</p>`;

const codePage: ChallengePage = (context, asked) => {
  const { challenge, field, typed, problems } = asked;
  const { name, parameters } = challenge;
  const hint =
    name === 'SOFTWARE_TOKEN_MFA'
      ? 'The six digits that your authenticator app shows.'
      : `The digits that we have sent to ${parameters.CODE_DELIVERY_DESTINATION}.`;
  const { tracksDevices } = context.var.settings;
  return show(context, {
    title: 'Enter your code',
    problems,
    body: html`
      ${form(
        context,
        html`${field}
          ${codeField({ value: typed?.code, hint, problems })}
          ${tracksDevices ? tick('remember', 'Do not ask for a code in this browser again', typed?.remember === 'on') : ''}
          ${submit('Continue')}`,
      )}
      ${again(context)}`,
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

/** The sign-in counts even where the browser cannot be remembered: it asks for a code next time, as before. */
async function rememberBrowser(cognito: Cognito, { deviceKey }: TokenSet): Promise<void> {
  if (deviceKey)
    await cognito.updateDeviceStatus({ deviceKey, remembered: true }).catch(error => console.error(error));
}

const factorPage: ChallengePage = (context, { challenge, field, problems }) => {
  const offered: readonly string[] = JSON.parse(challenge.parameters.MFAS_CAN_CHOOSE ?? '[]');
  const choices = offered.map(value => ({ value, label: FACTOR_CODES[value] ?? value }));
  return show(context, {
    title: 'Choose a second step',
    problems,
    body: form(
      context,
      html`${field}
        ${radios({ name: 'factor', legend: 'How do you want to prove that it is you?', choices, problems })}
        ${submit('Continue')}`,
    ),
  });
};

const newPasswordPage: ChallengePage = (context, { field, problems }) =>
  show(context, {
    title: 'Choose your password',
    problems,
    body: html`
      <p>The password that you signed in with was temporary. Choose your own to go on.</p>
      ${form(context, html`${field}${newPasswordField(context, { problems })}${submit('Continue')}`)}`,
  });

const setUpPage: ChallengePage = (context, { field, typed, problems }) =>
  authenticatorPage(context, {
    typed,
    problems,
    why: 'This account needs a second step besides the password.',
    fields: field,
  });

/** The pages between the password and the end of a sign-in. */
export function challenges(people: People, { seal, open }: Seal) {
  /**
   * The challenge of this page. The session has it until the page's form carries it, so that each tab finishes the
   * sign-in that was begun in it.
   */
  const asked = async (context: WebContext, typed?: Typed): Promise<Challenge> => {
    const carried = (await open(typed?.challenge)) as Challenge | undefined;
    return pending(context, carried ?? context.var.session.challenge);
  };

  const shown =
    (page: ChallengePage): FormPage =>
    async (context, typed, problems) => {
      const challenge = await asked(context, typed);
      const field = html`<input type="hidden" name="challenge" value="${await seal(challenge)}">`;
      return page(context, { challenge, field, typed, problems });
    };

  const respond = async (
    context: WebContext,
    sealed: string,
    answer: (cognito: Cognito, to: { readonly challenge: Challenge }) => Promise<TokenSet>,
  ): Promise<Response> => {
    const to = { challenge: await asked(context, { challenge: sealed }) };
    return takeStep(context, () => people.halfway(cognito => answer(cognito, to)));
  };

  const challenge = v.optional(v.string(), '');
  const codeForm = { challenge, code: fields.code, remember: fields.ticked };

  return new Hono<Env>()
    .get('/sign-in/code', context => shown(codePage)(context))
    .post(
      '/sign-in/code',
      answering(codeForm, shown(codePage), async (context, { challenge, code, remember }) =>
        respond(context, challenge, async (cognito, to) => {
          const tokens = await answerCode(cognito, code, to);
          if (remember) await rememberBrowser(cognito, tokens);
          return tokens;
        }),
      ),
    )
    .get('/sign-in/factor', context => shown(factorPage)(context))
    .post(
      '/sign-in/factor',
      answering({ challenge, factor: fields.factor }, shown(factorPage), async (context, values) =>
        respond(context, values.challenge, (cognito, to) =>
          cognito.respondToSelectMfaType(values.factor, to),
        ),
      ),
    )
    .get('/sign-in/new-password', context => shown(newPasswordPage)(context))
    .post(
      '/sign-in/new-password',
      answering(
        settings => ({ challenge, newPassword: newPassword(settings) }),
        shown(newPasswordPage),
        async (context, values) =>
          respond(context, values.challenge, (cognito, to) =>
            cognito.respondToNewPasswordRequired(values.newPassword, to),
          ),
      ),
    )
    .get('/sign-in/authenticator', async context => {
      const to = { challenge: await asked(context), issuer: ISSUER };
      const { uri, challenge } = await people.halfway(cognito => cognito.beginMfaSetup(to));
      await context.var.session.ask(challenge);
      return shown(setUpPage)(context, { uri });
    })
    .post(
      '/sign-in/authenticator',
      answering({ challenge, code: fields.code }, shown(setUpPage), async (context, values) =>
        respond(context, values.challenge, (cognito, to) =>
          cognito.respondToMfaSetup({ code: values.code }, to),
        ),
      ),
    );
}
