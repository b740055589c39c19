import { InvalidOptionError } from '../../errors/invalid-option.js';
import { InvalidTokenError } from '../../errors/token.js';
import { text } from '../../internal/options.js';
import { addressOf, cookieValues, type GuardedRequest, headerValues } from './request.js';

/** Finds the token of a request; nothing where there is none. */
export type TokenSource = (request: GuardedRequest) => string | undefined | Promise<string | undefined>;

const BEARER = /^bearer /i;
const LENGTH = 'bearer '.length;

/**
 * The token of the `Authorization` header (RFC 6750, section 2.1). Credentials of another scheme are no token.
 *
 * @throws {InvalidTokenError} when the header is there twice.
 */
export const fromBearer: TokenSource = request => {
  const value = only(headerValues(request, 'authorization'), 'Authorization header');
  return value && BEARER.test(value) ? value.slice(LENGTH).trimStart() : undefined;
};

/**
 * A header whose whole value is the token.
 *
 * @throws {InvalidOptionError} when no header can have that name.
 */
export function fromHeader(name: string): TokenSource {
  const field = fieldName(name).toLowerCase();
  return request => only(headerValues(request, field), `${name} header`);
}

/**
 * A cookie whose whole value is the token. Browsers send cookies along with requests that other sites cause: set it
 * `SameSite`, and `HttpOnly` so that no script reads it.
 *
 * @throws {InvalidOptionError} when no cookie can have that name.
 */
export function fromCookie(name: string): TokenSource {
  const cookie = fieldName(name);
  return request => only(cookieValues(request, cookie), `${name} cookie`);
}

/**
 * A parameter of the query whose whole value is the token (RFC 6750, section 2.3): for a browser's WebSocket, which can send no
 * header. Addresses are written into logs and histories: use a token that expires soon, and keep it out of your logs.
 *
 * @throws {InvalidOptionError} when `name` is empty.
 */
export function fromQuery(name: string): TokenSource {
  const parameter = text(name, 'name');
  return request => only(addressOf(request)?.searchParams.getAll(parameter) ?? [], `${name} parameter`);
}

/** With two tokens, a proxy in front may have checked the other one. */
function only(values: readonly string[], what: string): string | undefined {
  if (values.length > 1) throw new InvalidTokenError(`there is more than one ${what}`);
  return values[0]?.trim();
}

/** Names of headers and of cookies are tokens (RFC 9110, section 5.6.2). */
function fieldName(name: string): string {
  if (/^[\w!#$%&'*+.^`|~-]+$/.test(name)) return name;
  throw new InvalidOptionError('name', 'must be the name of a header or of a cookie');
}
