import { InvalidTokenError } from '../errors/token.js';
import { toBase64url } from '../internal/bytes.js';
import { sha256 } from './cryptography.js';
import type { Principal } from './principal.js';

/**
 * Checks that an id token was issued together with `accessToken` (OpenID Connect Core, section 3.1.3.6). Only
 * Cognito's hosted pages add `at_hash`; without it there is nothing to check.
 *
 * @throws {InvalidTokenError} when it was issued together with another.
 */
export async function assertIssuedWith({ claims }: Principal, accessToken: string): Promise<void> {
  if (claims.token_use !== 'id' || claims.at_hash === undefined) return;
  const half = (await sha256(accessToken)).slice(0, 16);
  const expected = toBase64url(Uint8Array.from(half, byte => byte.charCodeAt(0)));
  if (claims.at_hash !== expected)
    throw new InvalidTokenError('the id token was issued together with another access token', {
      mismatch: { claim: 'at_hash', expected, actual: claims.at_hash },
    });
}
