/**
 * A guard and sessions for Fastify 5.
 *
 * @module
 */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import { type HttpAnswer, isRefusal } from './core/answer.js';
import { createGuard, type GuardOptions } from './core/guard.js';
import { nodeRequest } from './core/node-request.js';
import { pathOf, publicRoutes } from './core/public-routes.js';
import type { GuardedRequest } from './core/request.js';
import type { Requirement } from './core/requirements.js';
import { setCookieHeader } from './core/set-cookies.js';
// From the entry: an application that registers its verifier extends that one.
import type { RegisteredPrincipal } from './index.js';
import type { CookieSessions } from './session/cookie-session.js';
import type { PageSession } from './session/page-session.js';

declare module 'fastify' {
  interface FastifyInstance {
    /** Makes an `onRequest` hook that refuses a request that does not meet the requirements. */
    guard(...requirements: readonly Requirement<RegisteredPrincipal>[]): onRequestAsyncHookHandler;
  }
  interface FastifyRequest {
    /** The verified user; undefined on a route without a guard. */
    principal: RegisteredPrincipal | undefined;
    /** The session of the request, where {@link fastifySession} is registered. */
    cookieSession: PageSession<RegisteredPrincipal>;
  }
}

/** How to guard, and which routes. */
export type FastifyGuardOptions = GuardOptions<RegisteredPrincipal> & {
  /** The routes that need no token, such as `GET /health` or `/docs/*`. With `'all'` only the routes' own hooks guard. */
  readonly publicRoutes?: readonly string[] | 'all' | undefined;
};

const plugin: FastifyPluginAsync<FastifyGuardOptions> = async (
  fastify,
  { publicRoutes: open = [], ...options },
) => {
  const guard = createGuard(options);
  const hook =
    (...requirements: readonly Requirement<RegisteredPrincipal>[]): onRequestAsyncHookHandler =>
    async (request, reply) => {
      const asked = requestOf(request);
      try {
        request.principal = await guard(asked, ...requirements);
      } catch (error) {
        return send(reply, guard.answerTo(error, asked));
      }
    };
  fastify.decorate('guard', hook);
  fastify.decorateRequest('principal', undefined);
  if (open === 'all') return;
  const isPublic = publicRoutes(open);
  const closed = hook();
  fastify.addHook('onRequest', async function (request, reply) {
    if (!isPublic(request.method, pathOf(request.url))) return closed.call(this, request, reply);
  });
};

/**
 * The guard as a Fastify plugin. It guards every address but the public routes, even unknown ones; it sets
 * `request.principal` and decorates the instance with `guard(...requirements)`, for the `onRequest` of single routes.
 *
 * ```ts
 * import Fastify from 'fastify';
 * import { requireGroups } from 'portcullis/http';
 * import { fastifyGuard } from 'portcullis/http/fastify';
 * import { TokenVerifier } from 'portcullis/verify';
 *
 * const verifier = new TokenVerifier({ userPoolId: 'eu-west-1_AbCdEf123', clientId: 'app', tokenUse: 'access' });
 *
 * const app = Fastify();
 * await app.register(fastifyGuard, { verifier, publicRoutes: ['GET /health'] });
 * app.get('/me', async request => ({ sub: request.principal?.sub }));
 * app.get('/reports', { onRequest: app.guard(requireGroups('admins')) }, async () => []);
 * ```
 *
 * It holds for the instance that registers it, as plugins wrapped by `fastify-plugin` do.
 */
export const fastifyGuard: FastifyPluginAsync<FastifyGuardOptions> = Object.assign(plugin, {
  [Symbol.for('skip-override')]: true,
  [Symbol.for('fastify.display-name')]: 'portcullis',
  [Symbol.for('plugin-meta')]: { name: 'portcullis', fastify: '5.x' },
});

/** The sessions. */
export interface FastifySessionOptions {
  readonly sessions: CookieSessions<RegisteredPrincipal>;
}

const sessionPlugin: FastifyPluginAsync<FastifySessionOptions> = async (fastify, { sessions }) => {
  fastify.decorateRequest('cookieSession');
  fastify.addHook('onRequest', async (request, reply) => {
    const asked = requestOf(request);
    try {
      request.cookieSession = await sessions.open(asked, cookies => setCookies(reply, cookies));
    } catch (error) {
      return send(reply, sessions.answerTo(error, asked));
    }
  });
  fastify.addHook('onRoute', route => {
    // The application's own error handler gets any other error.
    route.errorHandler ??= (error, request, reply) =>
      isRefusal(error) ? send(reply, sessions.answerTo(error, requestOf(request))) : reply.send(error);
  });
};

/**
 * Sessions as a Fastify plugin. It opens the session of each request as `request.cookieSession`, and answers what the
 * session refuses as the guard does, on routes without an `errorHandler` of their own.
 *
 * ```ts
 * import Fastify from 'fastify';
 * import { fastifySession } from 'portcullis/http/fastify';
 * import type { CookieSessions } from 'portcullis/http/session';
 *
 * export async function appWith(sessions: CookieSessions) {
 *   const app = Fastify();
 *   await app.register(fastifySession, { sessions });
 *   app.get('/me', async request => request.cookieSession.require());
 *   return app;
 * }
 * ```
 */
export const fastifySession: FastifyPluginAsync<FastifySessionOptions> = Object.assign(sessionPlugin, {
  [Symbol.for('skip-override')]: true,
  [Symbol.for('fastify.display-name')]: 'portcullis-session',
  [Symbol.for('plugin-meta')]: { name: 'portcullis-session', fastify: '5.x' },
});

const requestOf = ({ raw, originalUrl }: FastifyRequest): GuardedRequest => nodeRequest(raw, originalUrl);

const send = (reply: FastifyReply, { status, headers, body }: HttpAnswer): FastifyReply =>
  reply.code(status).headers(headers).send(body);

function setCookies(reply: FastifyReply, cookies: readonly string[]): void {
  const all = setCookieHeader(reply.getHeader('set-cookie'), cookies);
  // A second value is added to the first.
  reply.removeHeader('set-cookie').headers({ 'set-cookie': all, 'cache-control': 'no-store' });
}
