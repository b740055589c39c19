import { InvalidTokenError, TokenExpiredError } from '../errors/token.js';
import type { Principal } from './principal.js';

/**
 * How far ahead a token's `iat` may lie whatever the tolerance. Cognito's clock and ours never agree to the second,
 * and a fresh token must not be refused for it.
 */
const ISSUED_AHEAD_MS = 30_000;

/**
 * Checks that the token is in force (RFC 7519, sections 4.1.4 to 4.1.6).
 *
 * @param now Epoch milliseconds.
 * @param toleranceMs By how much the issuer's clock may differ.
 * @throws {TokenExpiredError}
 * @throws {InvalidTokenError} when its time has not come.
 */
export function assertInForce({ claims, expiresAt }: Principal, now: number, toleranceMs: number): void {
  const { exp, iat, nbf } = claims;
  if (now >= exp * 1000 + toleranceMs) throw new TokenExpiredError(new Date(expiresAt));
  if (iat * 1000 > now + Math.max(toleranceMs, ISSUED_AHEAD_MS)) throw early('iat', iat, now);
  if (nbf === undefined) return;
  if (typeof nbf !== 'number' || nbf * 1000 > now + toleranceMs) throw early('nbf', nbf, now);
}

function early(claim: 'iat' | 'nbf', actual: unknown, now: number): InvalidTokenError {
  return new InvalidTokenError(`the token's ${claim} lies in the future`, {
    mismatch: { claim, expected: `at most ${Math.floor(now / 1000)}`, actual },
    advice: "Check this machine's clock, or set clockToleranceSeconds.",
  });
}
