import { MissingAuthorizationError } from '../errors/token.js';

const BEARER = /^bearer(?:\s+|$)/i;

/**
 * The token in an `Authorization` header's value (RFC 6750, section 2.1). A token without `Bearer` before it passes
 * too. Whether it is a token at all is for the verifier to say.
 *
 * @throws {MissingAuthorizationError} when there is nothing.
 */
export function extractToken(header: string | null | undefined): string {
  const token = (header ?? '').trim().replace(BEARER, '');
  if (token === '') throw new MissingAuthorizationError('no token was presented');
  return token;
}
