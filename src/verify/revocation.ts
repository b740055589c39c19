import { InvalidTokenError } from '../errors/token.js';
import type { Principal } from './principal.js';
import type { VerifiedToken } from './verified-tokens.js';

/**
 * Knows which tokens were revoked. A revoked token keeps a good signature and its time, so somebody has to be asked:
 * a list that the application keeps, by `origin_jti` or `sub`, or Cognito itself.
 */
export interface Revocation {
  /** When it rejects, so does the verification: a token that cannot be asked about is not let in. */
  readonly isRevoked: (principal: Principal, token: string) => boolean | Promise<boolean>;
  /** For how many seconds a "no" may be remembered, as long as the token itself is. Default 0: ask every time. */
  readonly cacheSeconds?: number | undefined;
}

/** @throws {InvalidTokenError} when the token was revoked. */
export async function assertNotRevoked(
  verified: VerifiedToken,
  token: string,
  { isRevoked, cacheSeconds = 0 }: Revocation,
  now: number,
): Promise<void> {
  if (now < verified.notRevokedUntil) return;
  if (await isRevoked(verified.principal, token)) throw new InvalidTokenError('the token was revoked');
  verified.notRevokedUntil = now + cacheSeconds * 1000;
}
