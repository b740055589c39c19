/**
 * A guard for Fastify 5.
 *
 * @module
 */
import type { FastifyPluginAsync, onRequestAsyncHookHandler } from 'fastify';
import { createGuard, type GuardOptions } from './core/guard.js';
import { nodeRequest } from './core/node-request.js';
import { pathOf, publicRoutes } from './core/public-routes.js';
import type { Requirement } from './core/requirements.js';
// From the entry: an application that registers its verifier extends that one.
import type { RegisteredPrincipal } from './index.js';

declare module 'fastify' {
  interface FastifyInstance {
    /** Makes an `onRequest` hook that lets pass who meets the requirements. */
    guard(...requirements: readonly Requirement<RegisteredPrincipal>[]): onRequestAsyncHookHandler;
  }
  interface FastifyRequest {
    /** Who sent the request; undefined where no guard stood before. */
    principal: RegisteredPrincipal | undefined;
  }
}

/** How to guard, and which routes. */
export interface FastifyGuardOptions extends GuardOptions<RegisteredPrincipal> {
  /** The routes that need no token, such as `GET /health` or `/docs/*`. `'all'` leaves every route to its own hooks. */
  readonly publicRoutes?: readonly string[] | 'all' | undefined;
}

const plugin: FastifyPluginAsync<FastifyGuardOptions> = async (
  fastify,
  { publicRoutes: open = [], ...options },
) => {
  const guard = createGuard(options);
  const hook =
    (...requirements: readonly Requirement<RegisteredPrincipal>[]): onRequestAsyncHookHandler =>
    async (request, reply) => {
      try {
        request.principal = await guard(nodeRequest(request.raw), ...requirements);
      } catch (error) {
        const { status, headers, body } = guard.answerTo(error);
        return reply.code(status).headers(headers).send(body);
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
 * The guard as a Fastify plugin. Every route is guarded but those named as public, unknown addresses too; it sets
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
