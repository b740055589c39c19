/**
 * Guards for Hono.
 *
 * @module
 */
import type { MiddlewareHandler } from 'hono';
import type { Principal } from '../verify/principal.js';
import { createGuard, type GuardOptions } from './core/guard.js';
import { publicRoutes } from './core/public-routes.js';
import type { Requirement } from './core/requirements.js';
import { responseOf } from './core/response.js';

/** What a guard adds to the context of a request. */
export interface HonoGuardEnv<Who extends Principal = Principal> {
  Variables: { principal: Who };
}

/** Makes middleware that lets pass who meets the requirements. */
export interface HonoGuard<Who extends Principal = Principal> {
  (...requirements: readonly Requirement<Who>[]): MiddlewareHandler<HonoGuardEnv<Who>>;
  /** Guards everything but the public routes, such as `GET /health` or `/docs/*`. */
  except(
    routes: readonly string[],
    ...requirements: readonly Requirement<Who>[]
  ): MiddlewareHandler<HonoGuardEnv<Who>>;
}

/**
 * A guard for Hono. It sets the variable `principal`.
 *
 * ```ts
 * import { Hono } from 'hono';
 * import { honoGuard } from 'portcullis/http/hono';
 * import { TokenVerifier } from 'portcullis/verify';
 *
 * const verifier = new TokenVerifier({ userPoolId: 'eu-west-1_AbCdEf123', clientId: 'app', tokenUse: 'access' });
 * const guard = honoGuard({ verifier });
 *
 * const app = new Hono();
 * app.get('/me', guard(), context => context.text(context.var.principal.username));
 * ```
 *
 * @throws {InvalidOptionError} naming the option at fault.
 */
export function honoGuard<Who extends Principal>(options: GuardOptions<Who>): HonoGuard<Who> {
  const guard = createGuard(options);
  const middleware =
    (...requirements: readonly Requirement<Who>[]): MiddlewareHandler<HonoGuardEnv<Who>> =>
    async (context, next) => {
      try {
        context.set('principal', await guard(context.req.raw, ...requirements));
      } catch (error) {
        return responseOf(guard.answerTo(error));
      }
      await next();
    };
  const except = (
    routes: readonly string[],
    ...requirements: readonly Requirement<Who>[]
  ): MiddlewareHandler<HonoGuardEnv<Who>> => {
    const isPublic = publicRoutes(routes);
    const guarded = middleware(...requirements);
    return async (context, next) => {
      // The path that Hono routes by: parsing the address anew could resolve what its router does not.
      if (!isPublic(context.req.method, context.req.path)) return guarded(context, next);
      await next();
    };
  };
  return Object.assign(middleware, { except });
}
