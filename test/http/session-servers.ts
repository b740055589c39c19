import { getRequestListener } from '@hono/node-server';
import express from 'express';
import Fastify from 'fastify';
import { Hono } from 'hono';
import Koa from 'koa';
import type { TokenSet } from 'portcullis';
import { type Challenge, PortcullisError } from 'portcullis/errors';
import { requireGroups } from 'portcullis/http';
import { expressSession } from 'portcullis/http/express';
import { fastifySession } from 'portcullis/http/fastify';
import { fetchSession } from 'portcullis/http/fetch';
import { honoSession } from 'portcullis/http/hono';
import { koaSession } from 'portcullis/http/koa';
import {
  type CookieSessions,
  type PageSession,
  revokeOtherSessions,
  type SessionHolder,
} from 'portcullis/http/session';
import { challenge } from '../helpers/sessions.js';
import { listening, type Served } from './listening.js';

/** What the application is made of, besides its framework. */
export interface Site {
  readonly sessions: CookieSessions;
  readonly authenticate: () => Promise<TokenSet>;
  /** The person of a session. */
  readonly cognitoOf?: (session: PageSession) => SessionHolder;
}

type Page = (session: PageSession, form: string | undefined, site: Site) => unknown;

/** The pages of the one application that every framework serves here. Forms send their token as `x-form`. */
const PAGES: Readonly<Record<string, Page>> = {
  'GET /': ({ principal }) => ({ email: principal?.email ?? null }),
  'GET /form': ({ csrfToken }) => ({ csrfToken }),
  'GET /me': async session => ({ email: (await session.require()).email }),
  'GET /admins': async session => ({ email: (await session.require(requireGroups('admins'))).email }),
  'GET /mistake': () => {
    throw new RangeError('a mistake of the application');
  },
  'GET /state': ({ principal, ended, data }) => ({ email: principal?.email ?? null, ended, data }),
  'GET /notice': async session => ({ notice: (await session.takeNotice()) ?? null }),
  'POST /save': async (session, form) => {
    session.checkCsrf(form);
    await session.save({ ...session.data, colour: 'green' });
    await session.notify('Saved.');
    return {};
  },
  'POST /others': async (session, form, { cognitoOf }) => {
    session.checkCsrf(form);
    await session.require();
    return { ended: cognitoOf && (await revokeOtherSessions(cognitoOf(session))) };
  },
  'GET /challenge': ({ challenge }) => ({ name: challenge?.name ?? null }),
  'POST /sign-in': async (session, form, site) => {
    session.checkCsrf(form);
    await session.ask(challenge satisfies Challenge);
    await session.signIn(await site.authenticate());
    return {};
  },
  'POST /ask': async session => {
    await session.ask(challenge);
    return {};
  },
  'POST /sign-out': async (session, form) => {
    session.checkCsrf(form);
    return { revoked: (await session.signOut()).revoked };
  },
};
const THEME = 'theme=dark; Path=/';
const pages = Object.entries(PAGES).map(([route, page]) => {
  const [method = '', path = ''] = route.split(' ');
  return { method, path, page };
});
const pageOf = (method: string, url: string) => PAGES[`${method} ${url}`] ?? (() => ({}));

const express4Site = (site: Site) => expressSite(site, require('express4') as typeof express);

function expressSite(site: Site, framework = express): Promise<Served> {
  const session = expressSession(site.sessions);
  const app = framework();
  app.use((_, response, next) => {
    response.append('set-cookie', THEME);
    next();
  });
  app.use(session);
  for (const { method, path, page } of pages)
    app[method === 'GET' ? 'get' : 'post'](path, async (request, response, next) => {
      try {
        response.json(await page(request.cookieSession, request.get('x-form'), site));
      } catch (error) {
        next(error);
      }
    });
  app.use(session.refusals);
  // In place of the framework's own, which writes to the console.
  const failed: express.ErrorRequestHandler = (_error, _request, response, _next) => {
    response.sendStatus(500);
  };
  app.use(failed);
  return listening(app);
}

async function fastifySite(site: Site): Promise<Served> {
  const app = Fastify();
  app.addHook('onRequest', async (_, reply) => {
    reply.header('set-cookie', THEME);
  });
  await app.register(fastifySession, { sessions: site.sessions });
  for (const { method, path, page } of pages)
    app.route({
      method: method as 'GET' | 'POST',
      url: path,
      handler: async request => page(request.cookieSession, request.headers['x-form'] as string, site),
    });
  await app.ready();
  const served = await listening((request, response) => app.routing(request, response));
  return { ...served, close: () => served.close().then(() => app.close()) };
}

function honoSite(site: Site): Promise<Served> {
  const app = new Hono();
  app.use(async (context, next) => {
    context.header('set-cookie', THEME, { append: true });
    await next();
  });
  const routes = app.use(honoSession(site.sessions));
  for (const { method, path, page } of pages)
    routes.on(method, path, async context =>
      context.json(
        (await page(context.get('session' as never), context.req.header('x-form'), site)) as object,
      ),
    );
  app.onError((_, context) => context.text('failed', 500));
  return listening(getRequestListener(app.fetch));
}

function koaSite(site: Site): Promise<Served> {
  const app = new Koa();
  app.silent = true;
  app.use(async (ctx, next) => {
    ctx.append('set-cookie', THEME);
    await next();
  });
  app.use(koaSession(site.sessions));
  app.use(async ctx => {
    ctx.body = await pageOf(ctx.method, ctx.path)(ctx.state.session, ctx.get('x-form'), site);
  });
  return listening(app.callback());
}

function fetchSite(site: Site): Promise<Served> {
  const handler = fetchSession(site.sessions)(
    async (request: Request, session: PageSession, theme: string) => {
      const { pathname } = new URL(request.url);
      const form = request.headers.get('x-form') ?? undefined;
      try {
        const body = await pageOf(request.method, pathname)(session, form, site);
        return Response.json(body, { headers: { 'set-cookie': theme } });
      } catch (error) {
        if (error instanceof PortcullisError) throw error;
        return new Response('failed', { status: 500 });
      }
    },
  );
  return listening(getRequestListener(request => handler(request, THEME)));
}

/** The same application in every framework, by the framework's name. */
export const SITES: readonly (readonly [string, (site: Site) => Promise<Served>])[] = [
  ['Express', expressSite],
  ['Express 4', express4Site],
  ['Fastify', fastifySite],
  ['Hono', honoSite],
  ['Koa', koaSite],
  ['fetch', fetchSite],
];
