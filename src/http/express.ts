/**
 * Guards and sessions for Express 5.
 *
 * @module
 */
import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { type HttpAnswer, isRefusal } from './core/answer.js';
import { createGuard, type GuardOptions } from './core/guard.js';
import { nodeRequest } from './core/node-request.js';
import { pathOf, publicRoutes } from './core/public-routes.js';
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
  const guard = createGuard(options);
  const middleware =
    (...requirements: readonly Requirement<Who>[]): RequestHandler =>
    async (request, response, next) => {
      try {
        request.principal = await guard(nodeRequest(request), ...requirements);
      } catch (error) {
        return send(response, guard.answerTo(error));
      }
      next();
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
  return Object.assign(middleware, { except });
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
  const open: RequestHandler = async (request, response, next) => {
    try {
      request.cookieSession = await sessions.open(nodeRequest(request), setCookiesOn(response));
    } catch (error) {
      return send(response, sessions.answerTo(error));
    }
    next();
  };
  const refusals: ErrorRequestHandler = (error, _, response, next) => {
    if (isRefusal(error) && !response.headersSent) send(response, sessions.answerTo(error));
    else next(error);
  };
  return Object.assign(open, { refusals });
}

function send(response: Response, { status, headers, body }: HttpAnswer): void {
  response.writeHead(status, headers).end(body);
}
