import { Hono } from 'hono';
import { html } from 'hono/html';
import { PortcullisError } from 'portcullis/errors';
import { address } from '../addresses.js';
import type { Env } from '../env.js';
import { answering, type FormPage, fields } from '../forms.js';
import type { People } from '../people.js';
import { show } from './layout.js';
import { codeField, emailField, form, newPasswordField, submit } from './parts.js';

const forgotPage: FormPage = (context, typed, problems) =>
  show(context, {
    title: 'Forgotten your password?',
    problems,
    body: html`
      <p>Tell us your e-mail address, and we send you a code to choose a new password with.</p>
      ${form(context, html`${emailField({ value: typed?.email, problems })}${submit('Send the code')}`)}
      <p class="aside"><a href="/sign-in">Back to signing in</a></p>`,
  });

const newPasswordPage: FormPage = (context, typed, problems) =>
  show(context, {
    title: 'Choose a new password',
    problems,
    body: html`
      <p>If there is an account with this address, its e-mail has the code.</p>
      ${form(
        context,
        html`
          ${emailField({ value: typed?.email ?? context.req.query('email'), problems })}
          ${codeField({ hint: 'The six digits in the e-mail.', problems })}
          ${newPasswordField({ label: 'New password', problems })}
          ${submit('Change the password')}`,
      )}
      <p class="aside">No e-mail? <a href="/forgot-password">Ask for another code</a></p>`,
  });

/** Refusals that would reveal whether an account exists, and its state. */
const TELLING = ['NO_VERIFIED_CONTACT', 'USER_NOT_FOUND', 'USER_STATE'];

export const forgotPassword = (people: People) =>
  new Hono<Env>()
    .get('/forgot-password', context => forgotPage(context))
    .post(
      '/forgot-password',
      answering({ email: fields.email }, forgotPage, async (context, { email }) => {
        try {
          await people.visitor(email, cognito => cognito.initiateForgotPassword());
        } catch (error) {
          if (!(error instanceof PortcullisError && TELLING.includes(error.code))) throw error;
        }
        return context.redirect(address('/forgot-password/new', { email }), 303);
      }),
    )
    .get('/forgot-password/new', context => newPasswordPage(context))
    .post(
      '/forgot-password/new',
      answering(
        { email: fields.email, code: fields.code, password: fields.newPassword },
        newPasswordPage,
        async (context, { email, code, password }) => {
          await people.visitor(email, cognito => cognito.confirmForgotPassword(code, password));
          return context.redirect(address('/sign-in', { email, notice: 'password-changed' }), 303);
        },
      ),
    );
