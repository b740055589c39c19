import { Hono } from 'hono';
import { html } from 'hono/html';
import { address } from '../addresses.js';
import type { Env } from '../env.js';
import { answering, type FormPage, fields } from '../forms.js';
import type { People } from '../people.js';
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
          ${newPasswordField({ problems })}
          ${submit('Create the account')}`,
      )}
      <p class="aside">Have an account? <a href="/sign-in">Sign in</a></p>`,
  });

const confirmPage: FormPage = (context, typed, problems) => {
  const email = typed?.email ?? context.req.query('email');
  return show(context, {
    title: 'Confirm your account',
    problems,
    body: html`
      ${form(
        context,
        html`
          ${emailField({ value: email, problems })}
          ${codeField({ hint: 'The six digits in the e-mail that we have sent you.', problems })}
          ${submit('Confirm')}`,
      )}
      ${
        email
          ? form(
              context,
              html`<input type="hidden" name="email" value="${email}">
          <p class="aside">No e-mail? <button class="link">Send a new code</button></p>`,
              { action: '/sign-up/resend' },
            )
          : ''
      }`,
  });
};

export const signUp = (people: People) =>
  new Hono<Env>()
    .get('/sign-up', context => signUpPage(context))
    .post(
      '/sign-up',
      answering(
        { name: fields.name, email: fields.email, password: fields.newPassword },
        signUpPage,
        async (context, { name, email, password }) => {
          const { confirmed } = await people.visitor(email, cognito =>
            cognito.register({ password, attributes: { email, name } }),
          );
          const to = confirmed
            ? address('/sign-in', { email, notice: 'confirmed' })
            : address('/sign-up/confirm', { email });
          return context.redirect(to, 303);
        },
      ),
    )
    .get('/sign-up/confirm', context => confirmPage(context))
    .post(
      '/sign-up/confirm',
      answering({ email: fields.email, code: fields.code }, confirmPage, async (context, { email, code }) => {
        await people.visitor(email, cognito => cognito.confirmSignUp(code));
        return context.redirect(address('/sign-in', { email, notice: 'confirmed' }), 303);
      }),
    )
    .post(
      '/sign-up/resend',
      answering({ email: fields.email }, confirmPage, async (context, { email }) => {
        await people.visitor(email, cognito => cognito.resendConfirmationCode());
        return context.redirect(address('/sign-up/confirm', { email, notice: 'code-sent' }), 303);
      }),
    );
