import { Hono } from 'hono';
import { html } from 'hono/html';
import type { Env } from '../../env.js';
import { fields } from '../../fields.js';
import { answering, type FormPage } from '../../forms.js';
import { redirectWith } from '../../notices.js';
import type { People } from '../../people.js';
import { show } from '../layout.js';
import { dangerous, form, passwordField } from '../parts.js';

const page: FormPage = async (context, _typed, problems) => {
  const { email, username } = await context.var.session.require();
  return show(context, {
    title: 'Delete your account',
    problems,
    body: html`
      <p>This deletes the account of ${email ?? username} and everything in it, for good.</p>
      ${form(context, html`${passwordField({ problems })}${dangerous('Delete the account')}`)}
      <p class="aside"><a href="/profile">Keep it</a></p>`,
  });
};

export const deletion = (people: People) =>
  new Hono<Env>()
    .get('/profile/delete', context => page(context))
    .post(
      '/profile/delete',
      answering({ password: fields.password }, page, async (context, { password }) => {
        const { session } = context.var;
        await people.prove(session, password);
        await people.signedIn(session, cognito => cognito.deleteUser());
        await session.signOut();
        return redirectWith(context, 'deleted', '/');
      }),
    );
