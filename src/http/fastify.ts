/**
 * A guard and sessions for Fastify 5.
 *
 * @module
 */
import type {
  FastifyPluginAsync,
  FastifyReply,
  FastifyRequest,
  onRequestAsyncHookHandler,
  onRequestHookHandler,
  RouteOptions,
} from 'fastify';
import { type HttpAnswer, isRefusal } from './core/answer.js';
import { settled } from './core/at-once.js';
import { type GuardOptions, guardCore } from './core/guard.js';
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
    guard: FastifyGuard;
  }
  interface FastifyRequest {
    /** The verified user; undefined on a route without a guard. */
    principal: RegisteredPrincipal | undefined;
    /** The session of the request, where {@link fastifySession} is registered. */
    cookieSession: PageSession<RegisteredPrincipal>;
  }
}

/** Makes an `onRequest` hook that refuses a request that does not meet the requirements. */
export interface FastifyGuard {
  (...requirements: readonly Requirement<RegisteredPrincipal>[]): onRequestHookHandler;
  /** Makes one that refuses no one, for a public route: a visitor has no principal. */
  optional(): onRequestAsyncHookHandler;
}

/** How to guard, and which routes. */
export type FastifyGuardOptions = GuardOptions<RegisteredPrincipal> & {
  /** The routes that need no token, such as `GET /health` or `/docs/*`. With `'all'` only the routes' own hooks guard. */
  readonly publicRoutes?: readonly string[] | 'all' | undefined;
  /**
   * The name of a security scheme: guarded routes are marked with it in their schema, for OpenAPI. Register the guard before
   * the routes. Default: none are marked.
   */
  readonly securityScheme?: string | undefined;
};

const plugin: FastifyPluginAsync<FastifyGuardOptions> = async (
  fastify,
  { publicRoutes: open = [], securityScheme, ...options },
) => {
  const guard = guardCore(options);
  const hooks = new WeakSet<onRequestHookHandler>();
  const guarding = (...requirements: readonly Requirement<RegisteredPrincipal>[]): onRequestHookHandler => {
    const hook: onRequestHookHandler = (request, reply, done) => {
      const asked = requestOf(request);
      if (guard.passes(asked)) return done();
      const admit = (principal: RegisteredPrincipal): void => {
        request.principal = principal;
        done();
      };
      const failed = (error: unknown) => refuse(reply, done, () => guard.answerTo(error, asked));
      settled(() => guard.admit(asked, requirements), admit, failed);
    };
    hooks.add(hook);
    return hook;
  };
  const optional = (): onRequestAsyncHookHandler => async (request, reply) => {
    const asked = requestOf(request);
    try {
      request.principal = await guard.optional(asked);
    } catch (error) {
      return send(reply, guard.answerTo(error, asked));
    }
  };
  fastify.decorate('guard', Object.assign(guarding, { optional }));
  fastify.decorateRequest('principal', undefined);
  const isPublic = open === 'all' ? () => true : publicRoutes(open);
  const isGuarded = ({ method, url, onRequest = [] }: RouteOptions): boolean =>
    [onRequest].flat().some(hook => hooks.has(hook as onRequestHookHandler)) ||
    ![method].flat().every(each => isPublic(each, url));
  if (securityScheme !== undefined)
    fastify.addHook('onRoute', route => {
      const secured = { security: [{ [securityScheme]: [] }] };
      if (isGuarded(route)) route.schema = { ...secured, ...route.schema };
    });
  if (open === 'all') return;
  const closed = guarding();
  if (open.length === 0) fastify.addHook('onRequest', closed);
  else
    fastify.addHook('onRequest', function (request, reply, done) {
      if (isPublic(request.method, pathOf(request.url))) done();
      else closed.call(this, request, reply, done);
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

/** Answers a refusal; the application's error handler gets anything else. */
function refuse(reply: FastifyReply, done: (error?: Error) => void, answerTo: () => HttpAnswer): void {
  try {
    send(reply, answerTo());
  } catch (error) {
    done(error as Error);
  }
}

const send = (reply: FastifyReply, { status, headers, body }: HttpAnswer): FastifyReply =>
  reply.code(status).headers(headers).send(body);

function setCookies(reply: FastifyReply, cookies: readonly string[]): void {
  const all = setCookieHeader(reply.getHeader('set-cookie'), cookies);
  // A second value is added to the first.
  reply.removeHeader('set-cookie').headers({ 'set-cookie': all, 'cache-control': 'no-store' });
}
