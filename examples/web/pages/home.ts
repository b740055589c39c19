import { Hono } from 'hono';
import { html } from 'hono/html';
import type { Env } from '../env.js';
import { show } from './layout.js';

export const home = () =>
  new Hono<Env>().get('/', async context =>
    context.var.session.principal
      ? context.redirect('/profile', 303)
      : show(context, {
          title: 'Welcome to Harbour',
          body: html`
      <p class="lead">Create an account, sign in with a second step, and see who else is here. No page needs JavaScript.</p>
      <p class="actions">
        <a class="main" href="/sign-up">Create an account</a>
        <a class="second" href="/sign-in">Sign in</a>
      </p>`,
        }),
  );
