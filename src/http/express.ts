/**
 * Guards for Express 5.
 *
 * @module
 */
import type { RequestHandler, Response } from 'express';
import type { Answer } from './core/answer.js';
import { createGuard, type GuardOptions } from './core/guard.js';
import { nodeRequest } from './core/node-request.js';
import { pathOf, publicRoutes } from './core/public-routes.js';
import type { Requirement } from './core/requirements.js';
// From the entry: an application that registers its verifier extends that one.
import type { RegisteredPrincipal } from './index.js';

declare global {
  namespace Express {
    interface Request {
      /** Who sent the request; undefined where no guard stood before. */
      principal?: RegisteredPrincipal | undefined;
    }
  }
}

/** Makes middleware that lets pass who meets the requirements. */
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

function send(response: Response, { status, headers, body }: Answer): void {
  response.writeHead(status, headers).end(body);
}
