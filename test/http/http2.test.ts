import { createServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import Fastify from 'fastify';
import { Hono } from 'hono';
import Koa from 'koa';
import { UserPool } from 'portcullis';
import { fastifyGuard, fastifySession } from 'portcullis/http/fastify';
import { fetchGuard, fetchSession } from 'portcullis/http/fetch';
import { type HonoSessionEnv, honoGuard, honoSession } from 'portcullis/http/hono';
import { koaGuard, koaSession } from 'portcullis/http/koa';
import { type CookieSessions, cookieSession } from 'portcullis/http/session';
import { TokenVerifier } from 'portcullis/verify';
import { POOL, prepareAttacks } from '../helpers/attack-tokens.js';
import { SECRET } from '../helpers/sessions.js';
import { rawHttp2Request } from './raw-http2.js';

type Listener = NonNullable<Parameters<typeof createServer>[1]>;
interface Parts {
  readonly verifier: TokenVerifier<'access'>;
  readonly sessions: CookieSessions;
}

/** `/me` says who sends a bearer token; `/form` whether a form may come from the origin that it names. */
const APPS: readonly (readonly [string, (parts: Parts) => Promise<Listener>])[] = [
  [
    'Fastify',
    async ({ verifier, sessions }) => {
      const app = Fastify({ http2: true });
      await app.register(fastifyGuard, { verifier, publicRoutes: 'all' });
      await app.register(fastifySession, { sessions });
      app.get('/me', { onRequest: app.guard() as never }, async ({ principal }) => principal?.username);
      app.get(
        '/form',
        async ({ cookieSession }) => cookieSession.checkCsrf(cookieSession.csrfToken) ?? 'ours',
      );
      await app.ready();
      return (request, response) => app.routing(request as never, response as never);
    },
  ],
  [
    'Koa',
    async ({ verifier, sessions }) => {
      const app = new Koa();
      const guard = koaGuard({ verifier })();
      const session = koaSession(sessions);
      app.use(async ctx => {
        if (ctx.path === '/me')
          return guard(ctx as never, async () => {
            ctx.body = ctx.state.principal.username;
          });
        return session(ctx as never, async () => {
          const { session } = ctx.state;
          ctx.body = session.checkCsrf(session.csrfToken) ?? 'ours';
        });
      });
      return app.callback() as never;
    },
  ],
  [
    'Hono',
    async ({ verifier, sessions }) => {
      const app = new Hono<HonoSessionEnv>();
      app.get('/me', honoGuard({ verifier })(), context => context.text(context.var.principal.username));
      app.get('/form', honoSession(sessions), ({ var: { session }, text }) =>
        text(session.checkCsrf(session.csrfToken) ?? 'ours'),
      );
      app.onError((_, context) => context.text('failed', 500));
      return getRequestListener(app.fetch) as never;
    },
  ],
  [
    'fetch',
    async ({ verifier, sessions }) => {
      const me = fetchGuard({ verifier })((_, { username }) => new Response(username));
      const form = fetchSession(sessions)(
        (_, session) => new Response(session.checkCsrf(session.csrfToken) ?? 'ours'),
      );
      return getRequestListener(request =>
        request.url.endsWith('/me') ? me(request) : form(request),
      ) as never;
    },
  ],
];

describe.each(APPS)('over HTTP/2 by %s', (_, appOf) => {
  let genuine: string;
  let port: number;
  let close: () => Promise<void>;

  beforeAll(async () => {
    const prepared = await prepareAttacks();
    genuine = prepared.genuine;
    const pool = new UserPool({ userPoolId: POOL, clientId: 'app' });
    const verifier = new TokenVerifier({
      ...{ userPoolId: POOL, clientId: 'app', tokenUse: 'access', jwks: prepared.jwks as never },
    });
    const server = createServer(await appOf({ verifier, sessions: cookieSession({ pool, secret: SECRET }) }));
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    port = (server.address() as AddressInfo).port;
    close = () => new Promise(done => server.close(() => done()));
  });
  afterAll(() => close());

  const authorized = (...values: string[]) =>
    rawHttp2Request(
      port,
      '/me',
      values.map(value => ['authorization', value] as const),
    );

  test('a good token is let in, and two are refused as over HTTP/1', async () => {
    expect(await authorized(`Bearer ${genuine}`)).toBe('ada');
    for (const values of [
      [`Bearer ${genuine}`, `Bearer ${genuine}`],
      [`Bearer ${genuine}`, 'Bearer x'],
      ['Bearer x', `Bearer ${genuine}`],
      [`Bearer ${genuine}`, 'Basic YWRhOnB3'],
      ['Basic YWRhOnB3', `Bearer ${genuine}`],
    ])
      expect(JSON.parse(await authorized(...values))).toMatchObject({ status: 401 });
  });

  test('a form of this origin is taken, and of another is not, though there is no Host', async () => {
    const from = (origin: string) => rawHttp2Request(port, '/form', [['origin', origin]]);
    expect(await from(`http://127.0.0.1:${port}`)).toBe('ours');
    for (const origin of [
      'http://evil.example',
      `http://127.0.0.1:${port + 1}`,
      'http://host.invalid',
      'nonsense',
    ])
      expect(JSON.parse(await from(origin))).toMatchObject({ code: 'CSRF_REFUSED' });
  });
});
