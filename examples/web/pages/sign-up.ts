import { Hono } from 'hono';
import { html } from 'hono/html';
import { PortcullisError } from 'portcullis/errors';
import { onTheWay } from '../addresses.js';
import { discreetly, tells } from '../discretion.js';
import type { Env } from '../env.js';
import { fields, newPassword } from '../fields.js';
import { answering, type FormPage } from '../forms.js';
import { redirectWith } from '../notices.js';
import type { People } from '../people.js';
import { FormProblem } from '../problems.js';
import { show } from './layout.js';
import { codeField, emailField, field, form, newPasswordField, submit } from './parts.js';

const signUpPage: FormPage = (context, typed, problems) =>
  show(context, {
    title: 'Create an account',
    problems,
    body: html`
      ${form(
        context,
        html`
          ${field({ name: 'name', label: 'Your name', autocomplete: 'name', value: typed?.name, problems })}
          ${emailField({ hint: 'We send a code there to see that it is yours.', value: typed?.email, problems })}
          ${newPasswordField(context, { label: 'Password', problems })}
          ${submit('Create the account')}`,
      )}
      <p class="aside">Have an account? <a href="${onTheWay(context, '/sign-in')}">Sign in</a></p>`,
  });

const confirmPage: FormPage = (context, typed, problems) =>
  show(context, {
    title: 'Confirm your account',
    problems,
    body: html`
      <p>If the account is new, its e-mail has a code.</p>
      ${form(
        context,
        html`
          ${emailField({ value: typed?.email ?? context.req.query('email'), problems })}
          ${codeField({ value: typed?.code, hint: 'The six digits in the e-mail.', problems })}
          ${submit('Confirm')}
          <p class="aside">No e-mail? <button class="link" formaction="${onTheWay(context, '/sign-up/resend')}">Send a new code</button></p>`,
        { action: onTheWay(context, '/sign-up/confirm') },
      )}
      <p class="aside">Had an account before? <a href="${onTheWay(context, '/sign-in')}">Sign in</a>, or <a href="${onTheWay(context, '/forgot-password')}">choose a new password</a></p>`,
  });

/** One answer for every account and for none, so it has to name everything that may be the matter. */
export const CODE_REFUSED =
  'This code does not work. It may be mistyped, too old or used, or there were too many tries: then wait an hour';

export const signUp = (people: People) =>
  new Hono<Env>()
    .get('/sign-up', context => signUpPage(context))
    .post(
      '/sign-up',
      answering(
        settings => ({ name: fields.name, email: fields.email, newPassword: newPassword(settings) }),
        signUpPage,
        async (context, { name, email, newPassword: password }) => {
          await people.stranger(email, async cognito => {
            try {
              await cognito.register({ password, attributes: { email, name } });
            } catch (error) {
              if (!isTaken(error)) throw error;
              // It may be their own, given up before the code was entered.
              await discreetly(cognito.resendConfirmationCode());
            }
          });
          return context.redirect(onTheWay(context, '/sign-up/confirm', { email }), 303);
        },
      ),
    )
    .get('/sign-up/confirm', context => confirmPage(context))
    .post(
      '/sign-up/confirm',
      answering({ email: fields.email, code: fields.code }, confirmPage, async (context, { email, code }) => {
        try {
          await people.stranger(email, cognito => cognito.confirmSignUp(code));
        } catch (error) {
          if (tells(error)) throw new FormProblem(CODE_REFUSED, 'code');
          throw error;
        }
        return redirectWith(context, 'confirmed', onTheWay(context, '/sign-in', { email }));
      }),
    )
    .post(
      '/sign-up/resend',
      answering({ email: fields.email }, confirmPage, async (context, { email }) => {
        await people.stranger(email, cognito => discreetly(cognito.resendConfirmationCode()));
        return redirectWith(context, 'code-sent-if', onTheWay(context, '/sign-up/confirm', { email }));
      }),
    );

/** The account exists, or it was made and its code could not be sent: either way a new code may help. */
const isTaken = (error: unknown): boolean =>
  error instanceof PortcullisError &&
  ['USERNAME_EXISTS', 'ALIAS_EXISTS', 'CODE_DELIVERY_FAILED'].includes(error.code);
