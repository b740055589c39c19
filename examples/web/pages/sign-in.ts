import { Hono } from 'hono';
import { html } from 'hono/html';
import { PasswordResetRequiredError, UserNotConfirmedError } from 'portcullis/errors';
import { address, wanted } from '../addresses.js';
import type { Env } from '../env.js';
import { answering, type FormPage, fields, readForm } from '../forms.js';
import type { People } from '../people.js';
import { takeStep } from '../sign-in-step.js';
import { show } from './layout.js';
import { emailField, form, passwordField, submit } from './parts.js';

const signInPage: FormPage = (context, typed, problems) => {
  const { email, next } = context.req.query();
  return show(context, {
    title: 'Sign in',
    problems,
    body: html`
      ${form(
        context,
        html`
          ${emailField({ autocomplete: 'username', value: typed?.email ?? email, problems })}
          ${passwordField({ problems })}
          ${submit('Sign in')}`,
      )}
      <p class="aside"><a href="/forgot-password">Forgotten your password?</a></p>
      <p class="aside">New here? <a href="${address('/sign-up', { next })}">Create an account</a></p>`,
  });
};

export const signIn = (people: People) =>
  new Hono<Env>()
    .get('/sign-in', context =>
      context.var.session.principal
        ? context.redirect(wanted(context.req.query('next')), 303)
        : signInPage(context),
    )
    .post(
      '/sign-in',
      answering(
        { email: fields.email, password: fields.password },
        signInPage,
        async (context, { email, password }) => {
          try {
            return await takeStep(context, () =>
              people.visitor(email, cognito => cognito.authenticate(password)),
            );
          } catch (error) {
            if (error instanceof UserNotConfirmedError)
              return context.redirect(address('/sign-up/confirm', { email, notice: 'not-confirmed' }), 303);
            if (error instanceof PasswordResetRequiredError)
              return context.redirect(
                address('/forgot-password/new', { email, notice: 'password-reset' }),
                303,
              );
            throw error;
          }
        },
      ),
    )
    .post('/sign-out', async context => {
      await readForm(context);
      await context.var.session.signOut();
      return context.redirect(address('/sign-in', { notice: 'signed-out' }), 303);
    });
