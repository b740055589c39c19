import { html } from 'hono/html';
import type { Html } from './html.js';

export interface Page {
  readonly title: string;
  readonly body: Html;
  readonly status?: 200 | 400 | 403 | 404;
}

/** Where a page of the console is, and among which pools. */
export interface Place {
  readonly path: string;
  readonly poolId: string;
  readonly poolIds: readonly string[];
}

export const CONSOLE = '/_local/console';

export const addressOf = (poolId: string, ...steps: string[]): string =>
  [CONSOLE, poolId, ...steps.map(encodeURIComponent)].join('/');

/** What the pages have in common. */
export const layout = ({ title, body }: Page, place: Place): Html => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – ${place.poolId} – Portcullis</title>
<link rel="stylesheet" href="${CONSOLE}/console.css">
<link rel="icon" href="${CONSOLE}/icon.svg">
<script src="${CONSOLE}/console.js" defer></script>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header>
<a class="brand" href="/_local/"><img src="${CONSOLE}/icon.svg" alt="" width="22" height="22">Local pool</a>
<nav aria-label="Console"><ul>${linksAt(place).map(
  ([name, href]) =>
    html`<li><a href="${href}"${isAt(place, href) ? html` aria-current="page"` : ''}>${name}</a></li>`,
)}</ul></nav>
</header>
${place.poolIds.length > 1 ? choiceOf(place) : ''}
<main id="main" tabindex="-1">
<h1>${title}</h1>
${body}
</main>
<footer><p>Pool <code>${place.poolId}</code>. For development only.</p><p role="status" id="status"></p></footer>
</body>
</html>`;

const linksAt = ({ poolId }: Place) =>
  [
    ['Requests', '/_local/'],
    ['Inbox', `${CONSOLE}/inbox`],
    ['Users', addressOf(poolId, 'users')],
    ['Groups', addressOf(poolId, 'groups')],
    ['App clients', addressOf(poolId, 'clients')],
    ['Token', `${CONSOLE}/token`],
    ['Clock', `${CONSOLE}/clock`],
  ] as const;

const isAt = ({ path }: Place, href: string): boolean =>
  path === href ||
  (href === '/_local/' ? path.startsWith(`${CONSOLE}/requests/`) : path.startsWith(`${href}/`));

const choiceOf = ({ poolId, poolIds }: Place): Html =>
  html`<nav aria-label="Pools" class="pools"><ul>${poolIds.map(
    id =>
      html`<li><a href="${addressOf(id, 'users')}"${id === poolId ? html` aria-current="true"` : ''}>${id}</a></li>`,
  )}</ul></nav>`;
