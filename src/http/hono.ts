/**
 * Guards for Hono.
 *
 * @module
 */
import type { MiddlewareHandler } from 'hono';
import type { Principal } from '../verify/principal.js';
import { isRefusal } from './core/answer.js';
import { type GuardOptions, guardCore } from './core/guard.js';
import { publicRoutes } from './core/public-routes.js';
import type { Requirement } from './core/requirements.js';
import { responseOf } from './core/response.js';
import { withCookies } from './core/set-cookies.js';
import type { CookieSessions } from './session/cookie-session.js';
import type { PageSession } from './session/page-session.js';

/** What a guard adds to the context of a request. */
export interface HonoGuardEnv<Who extends Principal | undefined = Principal> {
  Variables: { principal: Who };
}

/** Makes middleware that refuses a request that does not meet the requirements. */
export interface HonoGuard<Who extends Principal = Principal> {
  (...requirements: readonly Requirement<Who>[]): MiddlewareHandler<HonoGuardEnv<Who>>;
  /** Guards everything but the public routes, such as `GET /health` or `/docs/*`. */
  except(
    routes: readonly string[],
    ...requirements: readonly Requirement<Who>[]
  ): MiddlewareHandler<HonoGuardEnv<Who>>;
  /** Makes middleware that refuses no one: a visitor has no principal. */
  optional(): MiddlewareHandler<HonoGuardEnv<Who | undefined>>;
  /**
   * The part of a route of `@hono/zod-openapi` that guards it and marks it as guarded:
   * `createRoute({ ...guard.secured('cognito', requireGroups('admins')), method, path, responses })`.
   *
   * @param securityScheme The name under which the document has `bearerScheme()`.
   */
  secured(
    securityScheme: string,
    ...requirements: readonly Requirement<Who>[]
  ): {
    security: Record<string, string[]>[];
    middleware: [MiddlewareHandler<HonoGuardEnv<Who>>];
  };
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
  const guard = guardCore(options);
  const middleware =
    (...requirements: readonly Requirement<Who>[]): MiddlewareHandler<HonoGuardEnv<Who>> =>
    async (context, next) => {
      if (guard.passes(context.req.raw)) return await next();
      try {
        context.set('principal', await guard.admit(context.req.raw, requirements));
      } catch (error) {
        return responseOf(guard.answerTo(error, context.req.raw));
      }
      await next();
    };
  const optional = (): MiddlewareHandler<HonoGuardEnv<Who | undefined>> => async (context, next) => {
    try {
      context.set('principal', await guard.optional(context.req.raw));
    } catch (error) {
      return responseOf(guard.answerTo(error, context.req.raw));
    }
    await next();
  };
  const secured: HonoGuard<Who>['secured'] = (securityScheme, ...requirements) => ({
    security: [{ [securityScheme]: [] }],
    middleware: [middleware(...requirements)],
  });
  const except = (
    routes: readonly string[],
    ...requirements: readonly Requirement<Who>[]
  ): MiddlewareHandler<HonoGuardEnv<Who>> => {
    const isPublic = publicRoutes(routes);
    const guarded = middleware(...requirements);
    return async (context, next) => {
      // The path that Hono routes by: another parser could resolve what its router does not.
      if (!isPublic(context.req.method, context.req.path)) return guarded(context, next);
      await next();
    };
  };
  return Object.assign(middleware, { except, optional, secured });
}

/** What a session adds to the context of a request. */
export interface HonoSessionEnv<Who extends Principal = Principal> {
  Variables: { session: PageSession<Who> };
}

/**
 * Middleware that opens the session of each request as the variable `session`, and sets its cookies on the answer.
 *
 * ```ts
 * import { Hono } from 'hono';
 * import { type HonoSessionEnv, honoSession } from 'portcullis/http/hono';
 * import type { CookieSessions } from 'portcullis/http/session';
 *
 * export function appWith(sessions: CookieSessions) {
 *   const app = new Hono<HonoSessionEnv>();
 *   app.use(honoSession(sessions));
 *   app.get('/', context => context.text(context.var.session.principal?.email ?? 'Not signed in.'));
 *   return app;
 * }
 * ```
 *
 * A refusal of the session reaches `app.onError`; if that answers 500, the answer is a guard's. While sessions cannot be
 * opened, the answer is a guard's without a call of `app.onError`.
 */
export function honoSession<Who extends Principal>(
  sessions: CookieSessions<Who>,
): MiddlewareHandler<HonoSessionEnv<Who>> {
  return async (context, next) => {
    let cookies: readonly string[] = [];
    const write = (setCookies: readonly string[]): void => {
      cookies = setCookies;
    };
    let answer: Response;
    try {
      context.set('session', await sessions.open(context.req.raw, write));
      await next();
      if (isRefusal(context.error) && context.res.status === 500) throw context.error;
      answer = context.res;
    } catch (error) {
      answer = responseOf(sessions.answerTo(error, context.req.raw));
    }
    // Without this, Hono would put the headers of the answer before on the new one.
    context.res = undefined;
    context.res = withCookies(answer, cookies);
  };
}
