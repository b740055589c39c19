import { Hono } from 'hono';
import { html } from 'hono/html';
import { onTheWay, wanted } from '../addresses.js';
import { tells } from '../discretion.js';
import type { Env, Html, WebContext } from '../env.js';
import { fields } from '../fields.js';
import { answering, type FormPage, fieldsOf } from '../forms.js';
import { redirectWith } from '../notices.js';
import type { People } from '../people.js';
import { FormProblem } from '../problems.js';
import { takeStep } from '../sign-in-step.js';
import { show } from './layout.js';
import { emailField, form, passwordField, submit } from './parts.js';

/** One answer for every account and for none, so it has to name everything that may be the matter. */
const REFUSED = 'The e-mail address or the password is wrong';

const help = (context: WebContext, email: string | undefined): Html => html`
      <p class="aside">If both are right, a new account may still <a href="${onTheWay(context, '/sign-up/confirm', { email })}">wait for its code</a>, or you may have to <a href="${onTheWay(context, '/forgot-password', { email })}">choose a new password</a>. After several wrong tries, wait a quarter of an hour.</p>`;

const signInPage: FormPage = (context, typed, problems = []) => {
  const email = typed?.email ?? context.req.query('email');
  return show(context, {
    title: 'Sign in',
    problems,
    body: html`
      ${form(
        context,
        html`
          ${emailField({ autocomplete: 'username', value: email, problems })}
          ${passwordField({ problems })}
          ${submit('Sign in')}`,
      )}
      ${problems.some(({ message }) => message === REFUSED) ? help(context, email) : ''}
      <p class="aside"><a href="${onTheWay(context, '/forgot-password', { email })}">Forgotten your password?</a></p>
      <p class="aside">New here? <a href="${onTheWay(context, '/sign-up')}">Create an account</a></p>`,
  });
};

/** Whether the form was open while the same person signed in in another tab. */
async function isInAlready(context: WebContext): Promise<boolean> {
  const { email = '' } = await fieldsOf(context);
  return context.var.session.principal?.email === email.trim().toLowerCase();
}

export const signIn = (people: People) =>
  new Hono<Env>()
    .get('/sign-in', context =>
      context.var.session.principal
        ? context.redirect(wanted(context.req.query('next')), 303)
        : signInPage(context),
    )
    .post('/sign-in', async (context, next) =>
      (await isInAlready(context)) ? context.redirect(wanted(context.req.query('next')), 303) : next(),
    )
    .post(
      '/sign-in',
      answering(
        { email: fields.email, password: fields.password },
        signInPage,
        async (context, { email, password }) => {
          try {
            return await takeStep(context, () =>
              people.arriving(email, cognito => cognito.authenticate(password)),
            );
          } catch (error) {
            if (tells(error)) throw new FormProblem(REFUSED, 'password');
            throw error;
          }
        },
      ),
    )
    .post('/sign-out', async context => {
      context.var.session.checkCsrf((await fieldsOf(context))._csrf);
      await context.var.session.signOut();
      return redirectWith(context, 'signed-out', '/sign-in');
    });
