/**
 * Guards and sessions for Express 4 and 5.
 *
 * @module
 */
import type { ErrorRequestHandler, NextFunction, Request, RequestHandler, Response } from 'express';
import type { HttpAnswer } from './core/answer.js';
import { settled } from './core/at-once.js';
import { type GuardOptions, guardCore } from './core/guard.js';
import { nodeRequest } from './core/node-request.js';
import { pathOf, publicRoutes } from './core/public-routes.js';
import type { GuardedRequest } from './core/request.js';
import type { Requirement } from './core/requirements.js';
import { setCookiesOn } from './core/set-cookies.js';
// From the entry: an application that registers its verifier extends that one.
import type { RegisteredPrincipal } from './index.js';
import type { CookieSessions } from './session/cookie-session.js';
import type { PageSession } from './session/page-session.js';

declare global {
  namespace Express {
    interface Request {
      /** The verified user; undefined on a route without a guard. */
      principal?: RegisteredPrincipal | undefined;
      /** The session of the request, behind the middleware that {@link expressSession} makes. */
      cookieSession: PageSession<RegisteredPrincipal>;
    }
  }
}

/** Makes middleware that refuses a request that does not meet the requirements. */
export interface ExpressGuard<Who extends RegisteredPrincipal = RegisteredPrincipal> {
  (...requirements: readonly Requirement<Who>[]): RequestHandler;
  /** Guards everything but the public routes, such as `GET /health` or `/docs/*`. Paths are those of the whole address. */
  except(routes: readonly string[], ...requirements: readonly Requirement<Who>[]): RequestHandler;
  /** Makes middleware that refuses no one: a visitor has no principal. */
  optional(): RequestHandler;
}

/**
 * A guard for Express. It sets `request.principal`.
 *
 * ```ts
 * import express from 'express';
 * import { requireGroups } from 'portcullis/http';
 * import { expressGuard } from 'portcullis/http/express';
 * import { TokenVerifier } from 'portcullis/verify';
 *
 * const verifier = new TokenVerifier({ userPoolId: 'eu-west-1_AbCdEf123', clientId: 'app', tokenUse: 'access' });
 * const guard = expressGuard({ verifier });
 *
 * const app = express();
 * app.use(guard.except(['GET /health']));
 * app.get('/me', (request, response) => void response.json({ sub: request.principal?.sub }));
 * app.get('/reports', guard(requireGroups('admins')), (_, response) => void response.json([]));
 * ```
 *
 * @throws {InvalidOptionError} naming the option at fault.
 */
export function expressGuard<Who extends RegisteredPrincipal>(options: GuardOptions<Who>): ExpressGuard<Who> {
  const guard = guardCore(options);
  const middleware =
    (...requirements: readonly Requirement<Who>[]): RequestHandler =>
    (request, response, next) => {
      const asked = requestOf(request);
      if (guard.passes(asked)) return next();
      const admit = (principal: Who): void => {
        request.principal = principal;
        next();
      };
      const failed = (error: unknown) => refuse(response, next, () => guard.answerTo(error, asked));
      settled(() => guard.admit(asked, requirements), admit, failed);
    };
  const optional = (): RequestHandler => (request, response, next) => {
    const asked = requestOf(request);
    const admit = (principal: Who | undefined): void => {
      request.principal = principal;
      next();
    };
    // By hand: Express 4 does not look at promises.
    guard.optional(asked).then(admit, error => refuse(response, next, () => guard.answerTo(error, asked)));
  };
  const except = (
    routes: readonly string[],
    ...requirements: readonly Requirement<Who>[]
  ): RequestHandler => {
    const isPublic = publicRoutes(routes);
    const guarded = middleware(...requirements);
    return (request, response, next) =>
      isPublic(request.method, pathOf(request.originalUrl)) ? next() : guarded(request, response, next);
  };
  return Object.assign(middleware, { except, optional });
}

/** Middleware that opens sessions, and the one that answers what they refuse. */
export interface ExpressSession extends RequestHandler {
  /** An error handler that answers as a guard does. It goes after the routes. */
  readonly refusals: ErrorRequestHandler;
}

/**
 * Middleware that opens the session of each request as `request.cookieSession`.
 *
 * ```ts
 * import express from 'express';
 * import { expressSession } from 'portcullis/http/express';
 * import type { CookieSessions } from 'portcullis/http/session';
 *
 * export function appWith(sessions: CookieSessions) {
 *   const app = express();
 *   const session = expressSession(sessions);
 *   app.use(session);
 *   app.get('/me', async (request, response) => void response.json(await request.cookieSession.require()));
 *   app.use(session.refusals);
 *   return app;
 * }
 * ```
 */
export function expressSession(sessions: CookieSessions<RegisteredPrincipal>): ExpressSession {
  const open: RequestHandler = (request, response, next) => {
    const asked = requestOf(request);
    const admit = (session: PageSession<RegisteredPrincipal>): void => {
      request.cookieSession = session;
      next();
    };
    sessions
      .open(asked, setCookiesOn(response))
      .then(admit, error => refuse(response, next, () => sessions.answerTo(error, asked)));
  };
  const refusals: ErrorRequestHandler = (error, request, response, next) => {
    if (response.headersSent) next(error);
    else refuse(response, next, () => sessions.answerTo(error, requestOf(request)));
  };
  return Object.assign(open, { refusals });
}

const requestOf = (request: Request): GuardedRequest => nodeRequest(request, request.originalUrl);

/** Answers a refusal; the application's error handlers get anything else. */
function refuse(response: Response, next: NextFunction, answerTo: () => HttpAnswer): void {
  try {
    const { status, headers, body } = answerTo();
    response.writeHead(status, headers).end(body);
  } catch (error) {
    next(error);
  }
}
