import { Hono } from 'hono';
import { html } from 'hono/html';
import { onTheWay } from '../addresses.js';
import { discreetly, tells } from '../discretion.js';
import type { Env } from '../env.js';
import { fields, newPassword } from '../fields.js';
import { answering, type FormPage } from '../forms.js';
import { redirectWith } from '../notices.js';
import type { People } from '../people.js';
import { FormProblem } from '../problems.js';
import { show } from './layout.js';
import { codeField, emailField, form, newPasswordField, submit } from './parts.js';
import { CODE_REFUSED } from './sign-up.js';

const forgotPage: FormPage = (context, typed, problems) =>
  show(context, {
    title: 'Forgotten your password?',
    problems,
    body: html`
      <p>Tell us your e-mail address, and we send you a code to choose a new password with.</p>
      ${form(context, html`${emailField({ value: typed?.email ?? context.req.query('email'), problems })}${submit('Send the code')}`)}
      <p class="aside"><a href="${onTheWay(context, '/sign-in')}">Back to signing in</a></p>`,
  });

const newPasswordPage: FormPage = (context, typed, problems) => {
  const email = typed?.email ?? context.req.query('email');
  return show(context, {
    title: 'Choose a new password',
    problems,
    body: html`
      <p>If there is an account with this address, its e-mail has the code. We send a few an hour at most.</p>
      ${form(
        context,
        html`
          ${emailField({ value: email, problems })}
          ${codeField({ value: typed?.code, hint: 'The six digits in the e-mail.', problems })}
          ${newPasswordField(context, { problems })}
          ${submit('Change the password')}`,
      )}
      <p class="aside">No e-mail? <a href="${onTheWay(context, '/forgot-password', { email })}">Ask for another code</a></p>`,
  });
};

export const forgotPassword = (people: People) =>
  new Hono<Env>()
    .get('/forgot-password', context => forgotPage(context))
    .post(
      '/forgot-password',
      answering({ email: fields.email }, forgotPage, async (context, { email }) => {
        await people.stranger(email, cognito => discreetly(cognito.initiateForgotPassword()));
        return context.redirect(onTheWay(context, '/forgot-password/new', { email }), 303);
      }),
    )
    .get('/forgot-password/new', context => newPasswordPage(context))
    .post(
      '/forgot-password/new',
      answering(
        settings => ({ email: fields.email, code: fields.code, newPassword: newPassword(settings) }),
        newPasswordPage,
        async (context, { email, code, newPassword: password }) => {
          try {
            await people.stranger(email, cognito => cognito.confirmForgotPassword(code, password));
          } catch (error) {
            if (tells(error)) throw new FormProblem(CODE_REFUSED, 'code');
            throw error;
          }
          return redirectWith(context, 'password-replaced', onTheWay(context, '/sign-in', { email }));
        },
      ),
    );
