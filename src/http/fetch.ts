/**
 * Guards and sessions for handlers that take a `Request` and return a `Response`: Next.js route handlers, Bun, Deno, edge runtimes.
 *
 * @module
 */
import type { Principal } from '../verify/principal.js';
import { type GuardOptions, guardCore } from './core/guard.js';
import { publicRoutes } from './core/public-routes.js';
import type { Requirement } from './core/requirements.js';
import { responseOf } from './core/response.js';
import { withCookies } from './core/set-cookies.js';
import type { CookieSessions } from './session/cookie-session.js';
import type { PageSession } from './session/page-session.js';

type Handler<Arguments extends readonly unknown[]> = (...given: Arguments) => Response | Promise<Response>;
type Guarded<Asked extends Request, Rest extends readonly unknown[]> = (
  request: Asked,
  ...rest: Rest
) => Promise<Response>;

/** Makes a handler that calls another when the requirements are met. The platform's further arguments follow. */
export interface FetchGuard<Who extends Principal = Principal> {
  <Asked extends Request = Request, Rest extends readonly unknown[] = []>(
    handler: Handler<[request: Asked, principal: Who, ...rest: Rest]>,
    ...requirements: readonly Requirement<Who>[]
  ): Guarded<Asked, Rest>;
  /** Guards everything but the public routes, such as `GET /health` or `/docs/*`, where there is no principal. */
  except<Asked extends Request = Request, Rest extends readonly unknown[] = []>(
    routes: readonly string[],
    handler: Handler<[request: Asked, principal: Who | undefined, ...rest: Rest]>,
    ...requirements: readonly Requirement<Who>[]
  ): Guarded<Asked, Rest>;
  /** Refuses no one: for a visitor, the principal is undefined. */
  optional<Asked extends Request = Request, Rest extends readonly unknown[] = []>(
    handler: Handler<[request: Asked, principal: Who | undefined, ...rest: Rest]>,
  ): Guarded<Asked, Rest>;
}

/**
 * A guard for fetch-style handlers. It passes the principal to the handler, after the request.
 *
 * ```ts
 * import { requireGroups } from 'portcullis/http';
 * import { fetchGuard } from 'portcullis/http/fetch';
 * import { TokenVerifier } from 'portcullis/verify';
 *
 * const verifier = new TokenVerifier({ userPoolId: 'eu-west-1_AbCdEf123', clientId: 'app', tokenUse: 'access' });
 * const guard = fetchGuard({ verifier });
 *
 * export const GET = guard(async (_, { username }) => Response.json({ username }), requireGroups('admins'));
 * ```
 *
 * @throws {InvalidOptionError} naming the option at fault.
 */
export function fetchGuard<Who extends Principal>(options: GuardOptions<Who>): FetchGuard<Who> {
  const guard = guardCore(options);
  const guarded =
    <Asked extends Request, Rest extends readonly unknown[]>(
      handler: Handler<[Asked, Who, ...Rest]>,
      ...requirements: readonly Requirement<Who>[]
    ): Guarded<Asked, Rest> =>
    async (request, ...rest) => {
      let principal: Who;
      try {
        principal = await guard.admit(request, requirements);
      } catch (error) {
        return responseOf(guard.answerTo(error, request));
      }
      return handler(request, principal, ...rest);
    };
  const except = <Asked extends Request, Rest extends readonly unknown[]>(
    routes: readonly string[],
    handler: Handler<[Asked, Who | undefined, ...Rest]>,
    ...requirements: readonly Requirement<Who>[]
  ): Guarded<Asked, Rest> => {
    const isPublic = publicRoutes(routes);
    const closed = guarded(handler, ...requirements);
    return async (request, ...rest) =>
      guard.passes(request) || isPublic(request.method, new URL(request.url).pathname)
        ? handler(request, undefined, ...rest)
        : closed(request, ...rest);
  };
  const optional =
    <Asked extends Request, Rest extends readonly unknown[]>(
      handler: Handler<[Asked, Who | undefined, ...Rest]>,
    ): Guarded<Asked, Rest> =>
    async (request, ...rest) => {
      let principal: Who | undefined;
      try {
        principal = await guard.optional(request);
      } catch (error) {
        return responseOf(guard.answerTo(error, request));
      }
      return handler(request, principal, ...rest);
    };
  return Object.assign(guarded, { except, optional });
}

/** Makes a handler that calls another with the session of the request. The platform's further arguments follow. */
export type FetchSession<Who extends Principal = Principal> = <
  Asked extends Request = Request,
  Rest extends readonly unknown[] = [],
>(
  handler: Handler<[request: Asked, session: PageSession<Who>, ...rest: Rest]>,
) => Guarded<Asked, Rest>;

/**
 * Sessions for fetch-style handlers. It passes the session to the handler, after the request, and sets its cookies on
 * the response. What the session refuses is answered as a guard does. The handler should answer any other error: one that
 * escapes loses the session's cookies.
 *
 * ```ts
 * import { fetchSession } from 'portcullis/http/fetch';
 * import type { CookieSessions } from 'portcullis/http/session';
 *
 * export const pages = (sessions: CookieSessions) =>
 *   fetchSession(sessions)(async (_, session) => Response.json(await session.require()));
 * ```
 */
export const fetchSession =
  <Who extends Principal>(sessions: CookieSessions<Who>): FetchSession<Who> =>
  handler =>
  async (request, ...rest) => {
    let cookies: readonly string[] = [];
    const write = (setCookies: readonly string[]): void => {
      cookies = setCookies;
    };
    let answer: Response;
    try {
      answer = await handler(request, await sessions.open(request, write), ...rest);
    } catch (error) {
      answer = responseOf(sessions.answerTo(error, request));
    }
    return withCookies(answer, cookies);
  };
