import * as v from 'valibot';
import { check } from '../../internal/options.js';
import { list } from '../../internal/schemas.js';

/** Decides whether a route needs no token. `path` is the one that the application routes by, without the query. */
export type PublicRoutes = (method: string, path: string) => boolean;

const MESSAGE = 'must be like /health, GET /health or /docs/*';
const route = v.pipe(v.string(MESSAGE), v.regex(/^(?:[A-Z]+ )?\/(?:[^*?#\s]*|(?:[^*?#\s]*\/)?\*)$/, MESSAGE));
const routes = list(route, 'must be a list of routes');

/** Steps that some servers resolve and others do not: nothing is public that may become another path later. */
const DEVIOUS = /\/\/|\\|%2e|%2f|%5c|%25|%00|(?:^|\/)\.{1,2}(?:$|[/;])/i;

/**
 * The routes that are public in an API that is closed otherwise: a path, or all paths below it with `/*` at the end,
 * of one method or of any. `GET` stands for `HEAD` too, as servers answer both alike. A path that is spelled in any
 * other way, in capitals or with a slash more, is not public.
 *
 * @throws {InvalidOptionError} naming the route that is none.
 */
export function publicRoutes(list: readonly string[]): PublicRoutes {
  const known = check(routes, list, 'publicRoutes').map(text => {
    const [path = '', method] = text.split(' ').reverse();
    return { method, path };
  });
  return (method, path) =>
    known.some(route => isMethod(route.method, method) && (route.path === path || isBelow(route.path, path)));
}

const isMethod = (expected: string | undefined, actual: string): boolean =>
  expected === undefined || expected === actual || (expected === 'GET' && actual === 'HEAD');

function isBelow(pattern: string, path: string): boolean {
  return pattern.endsWith('/*') && path.startsWith(pattern.slice(0, -1)) && !DEVIOUS.test(path);
}

/** The path of a request target (RFC 9112, section 3.2), as it was sent. */
export function pathOf(target: string): string {
  const query = target.indexOf('?');
  return query < 0 ? target : target.slice(0, query);
}
