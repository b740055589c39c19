import express from 'express';
import Fastify from 'fastify';
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import Koa from 'koa';
import { MissingAuthorizationError } from 'portcullis/errors';
import { expressSession } from 'portcullis/http/express';
import { fastifySession } from 'portcullis/http/fastify';
import { fetchSession } from 'portcullis/http/fetch';
import { honoSession } from 'portcullis/http/hono';
import { koaSession } from 'portcullis/http/koa';
import { sessionsOf, startPool, type TimedPool } from '../helpers/sessions.js';
import { listening } from './listening.js';

let pool: TimedPool;

beforeAll(async () => {
  pool = await startPool();
});

afterAll(() => pool.close());

const mistake = new RangeError('a mistake of the application');
const toSignIn = { status: 303, headers: { location: '/sign-in' }, body: '' };
const redirecting = () =>
  sessionsOf(pool, {
    answer: (refusal, usual) => (refusal instanceof MissingAuthorizationError ? toSignIn : usual),
  });

describe('Hono', () => {
  test('the application’s own handler of errors comes first', async () => {
    const app = new Hono().use(honoSession(sessionsOf(pool))).get('/me', async context => {
      expect(context.var.session.csrfToken).not.toBe('');
      return context.json(await context.var.session.require());
    });
    app.onError((error, context) =>
      error instanceof MissingAuthorizationError
        ? context.redirect('/sign-in', 303)
        : context.text('failed', 500),
    );
    const response = await app.request('/me');
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('/sign-in');
    expect(response.headers.getSetCookie()).toHaveLength(1);
  });

  test('errors of Hono’s own keep their answer', async () => {
    const app = new Hono().use(honoSession(sessionsOf(pool))).get('/', () => {
      throw new HTTPException(418, { message: 'teapot' });
    });
    const response = await app.request('/');
    expect([response.status, await response.text()]).toEqual([418, 'teapot']);
  });

  test('a response from elsewhere, whose headers cannot be changed, gets the cookies', async () => {
    const app = new Hono().use(honoSession(sessionsOf(pool))).get('/', context => {
      expect(context.var.session.csrfToken).not.toBe('');
      return Response.redirect('https://app.example/', 302);
    });
    const response = await app.request('/');
    expect(response.headers.get('location')).toBe('https://app.example/');
    expect(response.headers.getSetCookie()).toHaveLength(1);
  });
});

describe('Fastify', () => {
  test('the application’s own handler gets its mistakes, and a route’s own handler everything', async () => {
    const app = Fastify();
    app.setErrorHandler((error, _, reply) => reply.code(500).send(`ours: ${(error as Error).message}`));
    await app.register(fastifySession, { sessions: sessionsOf(pool) });
    app.get('/me', async request => request.cookieSession.require());
    app.get('/mistake', async () => {
      throw mistake;
    });
    app.get('/own', {
      handler: async request => request.cookieSession.require(),
      errorHandler: (_, __, reply) => reply.redirect('/sign-in', 303),
    });
    const origin = await app.listen({ host: '127.0.0.1', port: 0 });
    expect(await (await fetch(`${origin}/me`)).json()).toMatchObject({ code: 'MISSING_AUTHORIZATION' });
    expect(await (await fetch(`${origin}/mistake`)).text()).toBe('ours: a mistake of the application');
    const own = await fetch(`${origin}/own`, { redirect: 'manual' });
    expect(own.headers.get('location')).toBe('/sign-in');
    await app.close();
  });
});

describe('Express', () => {
  test('what is no refusal goes on to the application’s own handler', async () => {
    const session = expressSession(redirecting());
    const app = express();
    app.use(session);
    app.get('/me', async (request, response) => void response.json(await request.cookieSession.require()));
    app.get('/mistake', () => {
      throw mistake;
    });
    app.use(session.refusals);
    app.use(((error, _request, response, _next) => {
      response.status(500).send(`ours: ${error.message}`);
    }) satisfies express.ErrorRequestHandler);
    const { origin, close } = await listening(app);
    const me = await fetch(`${origin}/me`, { redirect: 'manual' });
    expect([me.status, me.headers.get('location')]).toEqual([303, '/sign-in']);
    expect(await (await fetch(`${origin}/mistake`)).text()).toBe('ours: a mistake of the application');
    await close();
  });
});

describe('Koa', () => {
  test('who is nearer to the page answers first', async () => {
    const app = new Koa();
    app.use(koaSession(sessionsOf(pool)));
    app.use((ctx, next) =>
      next().catch(error => {
        ctx.body = error.code;
      }),
    );
    app.use(async ctx => {
      ctx.body = await ctx.state.session.require();
    });
    const { origin, close } = await listening(app.callback());
    expect(await (await fetch(origin)).text()).toBe('MISSING_AUTHORIZATION');
    await close();
  });
});

test('fetch-style handlers: the answer of the sessions, and mistakes go on', async () => {
  const pages = fetchSession(redirecting());
  const me = pages(async (_, session) => Response.json(await session.require()));
  const response = await me(new Request('https://app.example/me'));
  expect([response.status, response.headers.get('location')]).toEqual([303, '/sign-in']);
  const failing = pages(() => {
    throw mistake;
  });
  await expect(failing(new Request('https://app.example/'))).rejects.toBe(mistake);
});
