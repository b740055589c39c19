/**
 * Guards and sessions for Koa.
 *
 * @module
 */
import type { Context, Middleware } from 'koa';
import type { Principal } from '../verify/principal.js';
import { type HttpAnswer, isRefusal } from './core/answer.js';
import { type GuardOptions, guardCore } from './core/guard.js';
import { nodeRequest } from './core/node-request.js';
import { pathOf, publicRoutes } from './core/public-routes.js';
import type { GuardedRequest } from './core/request.js';
import type { Requirement } from './core/requirements.js';
import { setCookiesOn } from './core/set-cookies.js';
import type { CookieSessions } from './session/cookie-session.js';
import type { PageSession } from './session/page-session.js';

/** What a guard adds to `ctx.state`. */
export interface KoaGuardState<Who extends Principal = Principal> {
  principal: Who;
}

/** Makes middleware that refuses a request that does not meet the requirements. */
export interface KoaGuard<Who extends Principal = Principal> {
  (...requirements: readonly Requirement<Who>[]): Middleware<KoaGuardState<Who>>;
  /** Guards everything but the public routes, such as `GET /health` or `/docs/*`. Paths are those of the whole address. */
  except(
    routes: readonly string[],
    ...requirements: readonly Requirement<Who>[]
  ): Middleware<KoaGuardState<Who>>;
  /** Makes middleware that refuses no one: a visitor has no principal. */
  optional(): Middleware<Partial<KoaGuardState<Who>>>;
}

/**
 * A guard for Koa. It sets `ctx.state.principal`.
 *
 * ```ts
 * import Koa from 'koa';
 * import { koaGuard } from 'portcullis/http/koa';
 * import { TokenVerifier } from 'portcullis/verify';
 *
 * const verifier = new TokenVerifier({ userPoolId: 'eu-west-1_AbCdEf123', clientId: 'app', tokenUse: 'access' });
 * const guard = koaGuard({ verifier });
 *
 * const app = new Koa();
 * app.use(guard.except(['GET /health']));
 * app.use(ctx => {
 *   ctx.body = ctx.state.principal.username;
 * });
 * ```
 *
 * @throws {InvalidOptionError} naming the option at fault.
 */
export function koaGuard<Who extends Principal>(options: GuardOptions<Who>): KoaGuard<Who> {
  const guard = guardCore(options);
  const middleware =
    (...requirements: readonly Requirement<Who>[]): Middleware<KoaGuardState<Who>> =>
    async (ctx, next) => {
      const request = requestOf(ctx);
      if (guard.passes(request)) return await next();
      try {
        ctx.state.principal = await guard.admit(request, requirements);
      } catch (error) {
        return send(ctx, guard.answerTo(error, request));
      }
      await next();
    };
  const optional = (): Middleware<Partial<KoaGuardState<Who>>> => async (ctx, next) => {
    const request = requestOf(ctx);
    try {
      const principal = await guard.optional(request);
      if (principal) ctx.state.principal = principal;
    } catch (error) {
      return send(ctx, guard.answerTo(error, request));
    }
    await next();
  };
  const except = (
    routes: readonly string[],
    ...requirements: readonly Requirement<Who>[]
  ): Middleware<KoaGuardState<Who>> => {
    const isPublic = publicRoutes(routes);
    const guarded = middleware(...requirements);
    return (ctx, next) => (isPublic(ctx.method, pathOf(ctx.originalUrl)) ? next() : guarded(ctx, next));
  };
  return Object.assign(middleware, { except, optional });
}

/** What a session adds to `ctx.state`. */
export interface KoaSessionState<Who extends Principal = Principal> {
  session: PageSession<Who>;
}

/**
 * Middleware that opens the session of each request as `ctx.state.session`. It answers a refusal of the session that no
 * middleware after it catches, as a guard does.
 *
 * ```ts
 * import Koa from 'koa';
 * import { koaSession } from 'portcullis/http/koa';
 * import type { CookieSessions } from 'portcullis/http/session';
 *
 * export function appWith(sessions: CookieSessions) {
 *   const app = new Koa();
 *   app.use(koaSession(sessions));
 *   app.use(async ctx => {
 *     ctx.body = await ctx.state.session.require();
 *   });
 *   return app;
 * }
 * ```
 */
export function koaSession<Who extends Principal>(
  sessions: CookieSessions<Who>,
): Middleware<KoaSessionState<Who>> {
  return async (ctx, next) => {
    let cookies: readonly string[] = [];
    const setCookies = setCookiesOn(ctx.res);
    const write = (written: readonly string[]): void => {
      cookies = written;
      setCookies(written);
    };
    const request = requestOf(ctx);
    try {
      ctx.state.session = await sessions.open(request, write);
      await next();
    } catch (error) {
      if (isRefusal(error)) return send(ctx, sessions.answerTo(error, request));
      throw withHeaders(error, cookies);
    }
  };
}

const requestOf = ({ req, originalUrl }: Pick<Context, 'req' | 'originalUrl'>): GuardedRequest =>
  nodeRequest(req, originalUrl);

/** Koa answers an error with no headers but the error's own, and the tokens of the old cookies may be spent. */
function withHeaders(error: unknown, cookies: readonly string[]): unknown {
  if (!(error instanceof Error) || cookies.length === 0) return error;
  const headers = { 'set-cookie': cookies, 'cache-control': 'no-store' };
  return Object.assign(error, {
    headers: 'headers' in error ? Object.assign({}, error.headers, headers) : headers,
  });
}

function send(ctx: Pick<Context, 'status' | 'body' | 'set'>, { status, headers, body }: HttpAnswer): void {
  ctx.status = status;
  ctx.body = body;
  ctx.set({ ...headers });
}
