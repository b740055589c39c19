import { MissingAuthorizationError } from '../errors/unauthorized.js';

const SCHEME = /^bearer(?:\s+|$)/i;

/**
 * The token in an `Authorization` header's value (RFC 6750, section 2.1). Whether it is a token at all is for the verifier
 * to say.
 *
 * @throws {MissingAuthorizationError} when there is nothing, or credentials of another scheme than `Bearer`.
 */
export function extractToken(header: string | null | undefined): string {
  const value = (header ?? '').trim();
  if (value !== '' && !SCHEME.test(value))
    throw new MissingAuthorizationError('the Authorization header must use the Bearer scheme');
  return bearerToken(value);
}

/**
 * A token, with or without `Bearer` before it.
 *
 * @throws {MissingAuthorizationError} when there is nothing.
 */
export function bearerToken(text: string): string {
  const token = text.trim().replace(SCHEME, '');
  if (token === '') throw new MissingAuthorizationError('no token was presented');
  return token;
}
