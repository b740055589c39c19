import { Hono } from 'hono';
import { html } from 'hono/html';
import type { Env } from '../env.js';
import { show } from './layout.js';

export const home = () =>
  new Hono<Env>().get('/', context =>
    context.var.session.principal
      ? context.redirect('/profile', 303)
      : show(context, {
          title: 'A quiet place to sign in',
          body: html`
      <p class="lead">Harbour shows accounts from the first sign-up to the last sign-out, with a second step where you want one.</p>
      <p class="actions">
        <a class="main" href="/sign-up">Create an account</a>
        <a class="second" href="/sign-in">Sign in</a>
      </p>`,
        }),
  );
