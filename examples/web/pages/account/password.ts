import { Hono } from 'hono';
import { html } from 'hono/html';
import { takeDraft } from '../../drafts.js';
import type { Env } from '../../env.js';
import { fields, newPassword } from '../../fields.js';
import { answering, type FormPage } from '../../forms.js';
import { redirectWith } from '../../notices.js';
import type { People } from '../../people.js';
import { show } from '../layout.js';
import { form, newPasswordField, passwordField, submit, tick } from '../parts.js';
import { endOthers } from './sessions.js';

const page: FormPage = async (context, typed, problems) => {
  await context.var.session.require();
  return show(context, {
    title: 'Change your password',
    problems,
    body: html`
      ${form(
        context,
        html`
          ${passwordField({ label: 'Password now', problems })}
          ${newPasswordField(context, { problems })}
          ${tick('others', 'Sign out everywhere else', typed === undefined || typed.others === 'on')}
          ${submit('Change the password')}`,
      )}
      <p class="aside"><a href="/profile">Back to your profile</a></p>`,
  });
};

export const password = (people: People) =>
  new Hono<Env>()
    .get('/profile/password', async context => page(context, await takeDraft(context)))
    .post(
      '/profile/password',
      answering(
        settings => ({
          password: fields.password,
          newPassword: newPassword(settings),
          others: fields.ticked,
        }),
        page,
        async (context, values) => {
          await people.signedIn(context.var.session, async cognito => {
            await cognito.changePassword(values.password, values.newPassword);
            if (values.others) await endOthers(cognito);
          });
          return redirectWith(context, 'password-changed', '/profile');
        },
      ),
    );
