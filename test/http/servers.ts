import type { IncomingMessage, RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import express from 'express';
import Fastify from 'fastify';
import { Hono } from 'hono';
import Koa from 'koa';
import { ForbiddenError, InvalidOptionError } from 'portcullis/errors';
import {
  type GuardOptions,
  permissions,
  type Requirement,
  requireAuthentication,
  requireGroups,
  requireScopes,
} from 'portcullis/http';
import { expressGuard } from 'portcullis/http/express';
import { fastifyGuard } from 'portcullis/http/fastify';
import { fetchGuard } from 'portcullis/http/fetch';
import { honoGuard } from 'portcullis/http/hono';
import { koaGuard } from 'portcullis/http/koa';
import {
  type LambdaEdgeEvent,
  type LambdaHttpEvent,
  lambdaEdgeGuard,
  lambdaGuard,
} from 'portcullis/http/lambda';
import { listening, type Served } from './listening.js';

const requirePermission = permissions({
  clerks: ['invoices:read'],
  admins: ['invoices:read', 'invoices:write'],
});

/** The routes of the one application that every framework serves here, and what each requires. */
const ROUTES: Readonly<Record<string, readonly Requirement[]>> = {
  '/me': [],
  '/reports': [requireGroups(['admins', 'auditors'])],
  '/keys': [requireGroups(['admins', 'auditors'], { all: true })],
  '/read': [requireScopes(['invoices/read', 'invoices/write'])],
  '/write': [requireScopes(['invoices/read', 'invoices/write'], { all: true })],
  '/invoices': [requirePermission('invoices:read')],
  '/payments': [requirePermission('invoices:write')],
  '/own': [
    () => {
      throw new ForbiddenError('ada is not free today', { detail: 'come back on Monday' });
    },
  ],
  '/recent': [requireAuthentication({ maxAgeSeconds: 300 })],
  '/strong': [requireAuthentication({ maxAgeSeconds: 86_400, acrValues: ['mfa', 'passkey'] })],
  '/mistake': [
    () => {
      throw new RangeError('a mistake of the application');
    },
  ],
};
const OPEN = ['GET /health', '/docs/*', 'GET /anyone'];
const PUBLIC = { username: 'anybody' };

/** The same for Express 4, which does not look at what middleware promises. Its own types are those of another package. */
const express4App = (options: GuardOptions) => expressApp(options, require('express4') as typeof express);

function expressApp(options: GuardOptions, framework = express): Promise<Served> {
  const guard = expressGuard(options);
  const app = framework();
  app.use(guard.except(OPEN));
  for (const [path, requirements] of Object.entries(ROUTES))
    app.get(path, guard(...requirements), ({ principal }, response) => {
      response.json({ username: principal?.username });
    });
  app.get('/anyone', guard.optional(), ({ principal }, response) => {
    response.json({ username: principal?.username ?? null });
  });
  app.use((_, response) => {
    response.json(PUBLIC);
  });
  const failed: express.ErrorRequestHandler = (_error, _request, response, _next) => {
    response.sendStatus(500);
  };
  app.use(failed);
  return listening(app);
}

async function fastifyApp(options: GuardOptions): Promise<Served> {
  const app = Fastify();
  await app.register(fastifyGuard, { ...options, publicRoutes: OPEN });
  for (const [path, requirements] of Object.entries(ROUTES))
    app.get(path, { onRequest: app.guard(...requirements) }, async ({ principal }) => ({
      username: principal?.username,
    }));
  app.get('/anyone', { onRequest: app.guard.optional() }, async ({ principal }) => ({
    username: principal?.username ?? null,
  }));
  app.get('/*', async () => PUBLIC);
  app.options('/*', async () => PUBLIC);
  await app.ready();
  const served = await listening((request, response) => app.routing(request, response));
  return { ...served, close: () => served.close().then(() => app.close()) };
}

function honoApp(options: GuardOptions): Promise<Served> {
  const guard = honoGuard(options);
  const app = new Hono();
  app.use(guard.except(OPEN));
  for (const [path, requirements] of Object.entries(ROUTES))
    app.get(path, guard(...requirements), context =>
      context.json({ username: context.var.principal.username }),
    );
  app.get('/anyone', guard.optional(), context =>
    context.json({ username: context.var.principal?.username ?? null }),
  );
  app.on(['GET', 'OPTIONS'], '/*', context => context.json(PUBLIC));
  app.onError((_, context) => context.text('failed', 500));
  return listening(getRequestListener(app.fetch));
}

function koaApp(options: GuardOptions): Promise<Served> {
  const guard = koaGuard(options);
  const app = new Koa();
  app.silent = true;
  app.use(guard.except(OPEN));
  for (const [path, requirements] of Object.entries(ROUTES)) {
    const guarded = guard(...requirements);
    app.use((context, next) => (context.path === path ? guarded(context, next) : next()));
  }
  const optional = guard.optional();
  app.use(async (context, next) => {
    if (context.path !== '/anyone') return await next();
    await optional(context, async () => {
      context.body = { username: context.state.principal?.username ?? null };
    });
  });
  app.use(context => {
    const { principal = PUBLIC } = context.state as { principal?: { username: string } };
    context.body = { username: principal.username };
  });
  return listening(app.callback());
}

function fetchApp(options: GuardOptions): Promise<Served> {
  const guard = fetchGuard(options);
  const handlers = Object.entries(ROUTES).map(
    ([path, requirements]) =>
      [path, guard(async (_, { username }) => Response.json({ username }), ...requirements)] as const,
  );
  const byPath = new Map(handlers);
  const anyone = guard.optional((_, principal) => Response.json({ username: principal?.username ?? null }));
  const app = guard.except(OPEN, (request: Request) => {
    const { pathname } = new URL(request.url);
    if (pathname === '/anyone') return anyone(request);
    const handler = request.method === 'GET' ? byPath.get(pathname) : undefined;
    return handler ? handler(request) : Response.json(PUBLIC);
  });
  return listening(
    getRequestListener(app, {
      errorHandler: error =>
        new Response('failed', {
          status: error instanceof RangeError || error instanceof InvalidOptionError ? 500 : 400,
        }),
    }),
  );
}

type Result = { statusCode: number; headers?: Record<string, string>; body: string };

/** An application as a Lambda function, and a server that makes events of requests as API Gateway does. */
const lambdaApp = (eventOf: EventOf) => (options: GuardOptions) => {
  const guard = lambdaGuard(options);
  const handlers = Object.entries(ROUTES).map(
    ([path, requirements]) =>
      [path, guard(async (_: LambdaHttpEvent, { username }) => ok({ username }), ...requirements)] as const,
  );
  const byPath = new Map(handlers);
  const anyone = guard.optional(async (_: LambdaHttpEvent, principal) =>
    ok({ username: principal?.username ?? null }),
  );
  const handle = guard.except(OPEN, async (event: LambdaHttpEvent) => {
    const path = event.rawPath ?? event.path ?? '';
    if (path === '/anyone') return anyone(event);
    const isPreflight = (event.httpMethod ?? event.requestContext?.http?.method) === 'OPTIONS';
    const handler = isPreflight ? undefined : byPath.get(path);
    return handler ? handler(event) : ok(PUBLIC);
  });
  return listening(async (request, response) => {
    const failed: Result = { statusCode: 500, body: 'failed' };
    const { statusCode, headers, body } = await handle(eventOf(request)).catch(() => failed);
    response.writeHead(statusCode, headers).end(body);
  });
};

const ok = (value: object): Result => ({ statusCode: 200, body: JSON.stringify(value) });

type EventOf = (request: Parameters<RequestListener>[0]) => LambdaHttpEvent;

const queryOf = (url: string) => new URLSearchParams(url.split('?')[1]);

const formatOne: EventOf = ({ headersDistinct, method = '', url = '' }) => ({
  headers: Object.fromEntries(
    Object.entries(headersDistinct).map(([name, values]) => [name, values?.at(-1)]),
  ),
  multiValueHeaders: headersDistinct,
  httpMethod: method,
  path: url.split('?')[0],
  queryStringParameters: Object.fromEntries(queryOf(url)),
  multiValueQueryStringParameters: Object.fromEntries(
    [...queryOf(url).keys()].map(name => [name, queryOf(url).getAll(name)]),
  ),
});

/** As a test event of the console, or a load balancer without multi-value headers, brings it. */
const emptyMultiValues: EventOf = request => {
  const { headersDistinct } = request;
  const isDoubled = Object.values(headersDistinct).some(values => (values?.length ?? 0) > 1);
  return { ...formatOne(request), multiValueHeaders: isDoubled ? headersDistinct : {} };
};

const formatTwo: EventOf = ({ headersDistinct, method = '', url = '' }) => {
  const { cookie, ...others } = headersDistinct;
  const headers = Object.entries(others).map(([name, values]) => [name, values?.join(',')] as const);
  return {
    headers: Object.fromEntries(headers),
    ...(cookie && { cookies: cookie.flatMap(value => value.split('; ')) }),
    requestContext: { http: { method } },
    rawPath: url.split('?')[0],
    rawQueryString: url.split('?')[1] ?? '',
  };
};

const edgeEvent = ({ headersDistinct, method = '', url = '' }: IncomingMessage): LambdaEdgeEvent => {
  const headers = Object.entries(headersDistinct).map(
    ([name, values = []]) => [name, values.map(value => ({ key: name.toUpperCase(), value }))] as const,
  );
  const [uri = '', querystring = ''] = url.split('?');
  return {
    Records: [{ cf: { request: { method, uri, querystring, headers: Object.fromEntries(headers) } } }],
  };
};

/** The same on Lambda@Edge, in front of an origin that answers for what has no handler. */
const edgeApp = (options: GuardOptions) => {
  const guard = lambdaEdgeGuard(options);
  const edgeOk = (value: object) => ({
    status: '200',
    statusDescription: 'OK',
    headers: { 'x-edge': [{ key: 'X-Edge', value: 'yes' }] },
    body: JSON.stringify(value),
  });
  const handlers = Object.entries(ROUTES).map(
    ([path, requirements]) =>
      [
        path,
        guard(async (_: LambdaEdgeEvent, { username }) => edgeOk({ username }), ...requirements),
      ] as const,
  );
  const byPath = new Map(handlers);
  const anyone = guard.optional(async (_: LambdaEdgeEvent, principal) =>
    edgeOk({ username: principal?.username ?? null }),
  );
  const handle = guard.except(OPEN, async (event: LambdaEdgeEvent) => {
    const { uri, method } = event.Records[0]!.cf.request;
    if (uri === '/anyone') return anyone(event);
    const handler = method === 'OPTIONS' ? undefined : byPath.get(uri);
    return handler ? handler(event) : edgeOk(PUBLIC);
  });
  return listening(async (request, response) => {
    const failed = { status: '500', headers: {}, body: 'failed' };
    const { status, headers, body } = await handle(edgeEvent(request)).catch(() => failed);
    for (const [name, fields] of Object.entries(headers))
      response.setHeader(
        name,
        fields.map(({ value }) => value),
      );
    response.writeHead(Number(status)).end(body);
  });
};

/** The same application in every framework, by the framework's name. */
export const SERVERS: readonly (readonly [string, (options: GuardOptions) => Promise<Served>])[] = [
  ['Express', expressApp],
  ['Express 4', express4App],
  ['Fastify', fastifyApp],
  ['Hono', honoApp],
  ['Koa', koaApp],
  ['fetch', fetchApp],
  ['Lambda with format 1.0', lambdaApp(formatOne)],
  ['Lambda with empty multi-value headers', lambdaApp(emptyMultiValues)],
  ['Lambda with format 2.0', lambdaApp(formatTwo)],
  ['Lambda@Edge', edgeApp],
];
