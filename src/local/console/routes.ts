import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { secureHeaders } from 'hono/secure-headers';
import { isOwnHost, isOwnPage, senderOf } from '../internal/browsers.js';
import type { PoolClock } from '../internal/clock.js';
import { CognitoException } from '../internal/exception.js';
import { readBody } from '../internal/read-body.js';
import type { RecentRequests } from '../internal/recent-requests.js';
import type { PoolDirectory } from '../pool/directory.js';
import type { Pool } from '../pool/pool.js';
import { clientPage, clientsPage } from './clients.js';
import { clockPage, secondsIn } from './clock.js';
import { groupPage, groupsPage } from './groups.js';
import type { Html } from './html.js';
import { inboxPage, messageItems } from './inbox.js';
import { CONSOLE, layout, type Page } from './layout.js';
import { requestItems, requestPage, requestsPage } from './requests.js';
import { SCRIPT } from './script.js';
import { ICON, STYLE } from './style.js';
import { tokenPage } from './token.js';
import { userPage } from './user.js';
import { usersPage } from './users.js';

export interface ConsoleNeeds {
  readonly pool: Pool;
  readonly pools: PoolDirectory;
  readonly clock: PoolClock;
  /** Names under which browsers may open the console, besides this machine's own. */
  readonly consoleHosts: readonly string[];
}

/** Pages for people: what the pool has, what it is asked, and why it refuses. */
export function serveConsole(app: Hono, needs: ConsoleNeeds, recent: RecentRequests): void {
  const { pool, pools, clock } = needs;
  guard(app, needs);
  serveFiles(app);
  const show = shower(needs);
  app.get('/_local', context => context.redirect('/_local/'));
  app.get('/_local/', context => show(context, requestsPage(recent, context.req.query('refused') === '1')));
  app.get(`${CONSOLE}/requests`, context => {
    const { after, refused } = context.req.query();
    return items(context, recent.last, requestItems(recent, refused === '1', Number(after) || 0));
  });
  app.on(['GET', 'POST'], `${CONSOLE}/requests/:id`, context => {
    const request = recent.find(Number(context.req.param('id')));
    return show(context, request && requestPage(request, isAsked(context), clock.now()));
  });
  app.on(['GET', 'POST'], `${CONSOLE}/inbox`, context => {
    const after = context.req.query('after');
    return after === undefined
      ? show(context, inboxPage(pool.outbox, isAsked(context)))
      : items(context, pool.outbox.last, messageItems(pool.outbox, Number(after) || 0));
  });
  app.get(`${CONSOLE}/token`, async context => show(context, await tokenPage(pools.all(), undefined, 0)));
  app.post(`${CONSOLE}/token`, async context => {
    const { token = '' } = await formOf(context);
    return show(context, await tokenPage(pools.all(), token, clock.now()));
  });
  app.get(`${CONSOLE}/clock`, context => show(context, clockPage(clock)));
  app.post(`${CONSOLE}/clock`, async context => {
    try {
      clock.advance(secondsIn(await formOf(context)));
    } catch {
      return show(context, clockPage(clock, 'That leads to no time from 1970 to 9999.'));
    }
    return context.redirect(`${CONSOLE}/clock`, 303);
  });
  servePools(app, needs, show);
  app.all(`${CONSOLE}/*`, context => show(context, undefined));
}

type Show = (context: Context, page: Page | undefined) => Response | Promise<Response>;

/** What is in one pool. */
function servePools(app: Hono, { pools }: ConsoleNeeds, show: Show): void {
  const inPool = (path: string, pageOf: (pool: Pool, context: Context) => Page | undefined) =>
    app.on(['GET', 'POST'], `${CONSOLE}/:pool/${path}`, context => {
      const pool = pools.find(context.req.param('pool') ?? '');
      return show(context, pool && orNone(() => pageOf(pool, context)));
    });
  inPool('users', (pool, context) => usersPage(pool, context.req.query()));
  inPool('users/:name', (pool, context) => {
    const user = pool.users.findForSignIn(nameIn(context));
    return user && userPage(pool, user, isAsked(context));
  });
  inPool('groups', (pool, context) => groupsPage(pool, context.req.query('from')));
  inPool('groups/:name', (pool, context) => {
    const group = pool.groups.find(nameIn(context));
    return group && groupPage(pool, group, context.req.query('from'));
  });
  inPool('clients', (pool, context) => clientsPage(pool, context.req.query('from')));
  inPool('clients/:name', (pool, context) => {
    const client = pool.clients.find(nameIn(context));
    return client && clientPage(client, isAsked(context));
  });
}

/** A link to a page of a list may be wrong. */
function orNone(pageOf: () => Page | undefined): Page | undefined {
  try {
    return pageOf();
  } catch (error) {
    if (error instanceof CognitoException) return undefined;
    throw error;
  }
}

const formOf = async (context: Context): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries(new URLSearchParams(await readBody(context.req.raw)));

const nameIn = (context: Context): string => context.req.param('name') ?? '';

/** Whether a person has asked for secrets, by a button: a link can be followed by chance. */
const isAsked = (context: Context): boolean => context.req.method === 'POST';

const NOT_FOUND: Page = {
  title: 'Not found',
  status: 404,
  body: html`<p>There is no such page, or what it showed is gone.</p>`,
};

const shower =
  ({ pool, pools }: ConsoleNeeds): Show =>
  (context, page = NOT_FOUND) => {
    const named = context.req.param('pool') ?? '';
    const poolIds = [...pools.pools.keys()];
    const poolId = poolIds.includes(named) ? named : pool.settings().Id;
    return context.html(layout(page, { path: context.req.path, poolId, poolIds }), page.status ?? 200);
  };

/** New items of a list, for the script that asks every second. */
function items(context: Context, last: number, found: readonly Html[]): Response | Promise<Response> {
  context.header('x-last', String(last));
  return context.html(html`${found}`);
}

const SELF = ["'self'"];

/** Refuses other hosts and other pages, and has the browser load nothing that is not the console's own. */
function guard(app: Hono, { consoleHosts }: ConsoleNeeds): void {
  const headers = secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: SELF,
      styleSrc: SELF,
      imgSrc: SELF,
      connectSrc: SELF,
      formAction: SELF,
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    referrerPolicy: 'same-origin',
    strictTransportSecurity: false,
    xFrameOptions: 'DENY',
  });
  const only = async (context: Context, next: () => Promise<void>) => {
    const sender = senderOf(context.req.raw);
    context.res.headers.delete('access-control-allow-origin');
    context.header('cache-control', 'no-store');
    if (!isOwnHost(sender.host, consoleHosts))
      return context.text(
        `The console is not open under this name. If ${sender.host.slice(0, 100)} is yours, start the pool with --console-host.`,
        403,
      );
    const isRead = context.req.method === 'GET' || context.req.method === 'HEAD';
    if (!isOwnPage(sender, isRead)) return context.text('The console is closed to other pages.', 403);
    await next();
  };
  for (const path of ['/_local', '/_local/', CONSOLE, `${CONSOLE}/*`]) app.use(path, headers, only);
}

function serveFiles(app: Hono): void {
  const serve = (name: string, type: string, text: string) =>
    app.get(`${CONSOLE}/${name}`, context => {
      context.header('content-type', type);
      return context.body(text);
    });
  serve('console.css', 'text/css; charset=utf-8', STYLE);
  serve('console.js', 'text/javascript; charset=utf-8', SCRIPT);
  serve('icon.svg', 'image/svg+xml', ICON);
}
