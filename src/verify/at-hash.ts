import { createHash } from 'node:crypto';
import { InvalidTokenError } from '../errors/token.js';
import type { Principal } from './principal.js';

/**
 * Checks that an id token was issued together with `accessToken` (OpenID Connect Core, section 3.1.3.6). Only
 * Cognito's hosted pages add `at_hash`; without it there is nothing to check.
 *
 * @throws {InvalidTokenError} when it was issued together with another.
 */
export function assertIssuedWith({ claims }: Principal, accessToken: string): void {
  if (claims.token_use !== 'id' || claims.at_hash === undefined) return;
  const expected = createHash('sha256')
    .update(accessToken, 'latin1')
    .digest()
    .subarray(0, 16)
    .toString('base64url');
  if (claims.at_hash !== expected)
    throw new InvalidTokenError('the id token was issued together with another access token', {
      mismatch: { claim: 'at_hash', expected, actual: claims.at_hash },
    });
}
