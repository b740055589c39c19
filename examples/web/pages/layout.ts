import { html } from 'hono/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { onTheWay } from '../addresses.js';
import type { Html, WebContext } from '../env.js';
import type { Problem } from '../problems.js';
import { csrfField } from './parts.js';

const SITE = 'Harbour';

export interface Page {
  readonly title: string;
  readonly body: Html;
  /** The problems of the form that this page answers. */
  readonly problems?: readonly Problem[] | undefined;
  readonly status?: ContentfulStatusCode;
  /** Room for more than one form. */
  readonly wide?: boolean;
}

/** Answers with a page. */
export async function show(context: WebContext, page: Page): Promise<Response> {
  const { title, body, problems = [], wide = false } = page;
  const failed = problems.length > 0;
  const status = page.status ?? (failed ? (problems.find(({ status }) => status)?.status ?? 422) : 200);
  return context.html(
    html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${failed ? 'Error: ' : ''}${title} – ${SITE}</title>
    <link rel="stylesheet" href="/style.css">
    <link rel="icon" href="/icon.svg">
  </head>
  <body>
    <a class="skip" href="#main">Skip to the content</a>
    ${masthead(context)}
    <main id="main" class="${wide ? 'wide' : 'card'}">
      ${failed ? summary(problems) : await notice(context)}
      <h1>${title}</h1>
      ${body}
    </main>
    <footer class="foot"><p>A sample site of Portcullis</p></footer>
  </body>
</html>`,
    status,
  );
}

function masthead(context: WebContext): Html {
  // The page for an unreachable pool may have no session.
  const { session } = context.var as Partial<WebContext['var']>;
  return html`<header class="masthead">
      <a class="brand" href="/"><img src="/icon.svg" alt="" width="28" height="28">${SITE}</a>
      <nav aria-label="Main">
        <ul>
          ${session?.principal ? linksInside(context) : linksOutside(context)}
        </ul>
      </nav>
    </header>`;
}

const linksOutside = (context: WebContext): Html => html`
  ${link(context, onTheWay(context, '/sign-in'), 'Sign in')}
  ${link(context, onTheWay(context, '/sign-up'), 'Sign up')}`;

function linksInside(context: WebContext): Html {
  const { session } = context.var;
  return html`
  ${link(context, '/profile', 'Profile')}
  ${session.principal?.groups.includes('admins') ? link(context, '/admins', 'People') : ''}
  <li><form method="post" action="/sign-out">${csrfField(session)}<button class="link">Sign out</button></form></li>`;
}

function link({ req }: WebContext, to: string, text: string): Html {
  const [path] = to.split('?');
  return html`<li><a href="${to}"${req.path === path ? html` aria-current="page"` : ''}>${text}</a></li>`;
}

/** Takes the focus, so that a screen reader starts here and the links to the fields are next for a keyboard. */
const summary = (problems: readonly Problem[]): Html => html`
  <div class="summary" role="alert" aria-labelledby="summary" tabindex="-1" autofocus>
    <h2 id="summary">There is a problem</h2>
    <ul>
      ${problems.map(({ field, message }) => html`<li>${field ? html`<a href="#${field}">${message}</a>` : message}</li>`)}
    </ul>
  </div>`;

async function notice(context: WebContext): Promise<Html> {
  const { session } = context.var as Partial<WebContext['var']>;
  const text = await session?.takeNotice();
  return html`${text ? html`<p class="notice" role="status">${text}</p>` : ''}`;
}
