import { InvalidOptionError } from '../errors/invalid-option.js';
import { MissingAuthorizationError, TokenExpiredError } from '../errors/token.js';
import type { Clock } from '../internal/seams.js';
import type { Principal } from '../verify/principal.js';
import type { TokenVerifier } from '../verify/token-verifier.js';

/**
 * Whoever asks: an access or id token, which is verified; a principal, whom a verifier has vouched for; or a client
 * that is signed in, such as a `Cognito`.
 */
export type Caller = string | Principal | { getAccessToken(): Promise<string> };

/**
 * Who the caller is.
 *
 * @throws {MissingAuthorizationError | TokenExpiredError | InvalidTokenError | KeysUnavailableError}
 * @throws {InvalidOptionError} when it is none of the three.
 */
export async function identify(
  caller: Caller | null | undefined,
  verifier: () => TokenVerifier,
  now: Clock,
): Promise<Principal> {
  if (caller === undefined || caller === null || caller === '')
    throw new MissingAuthorizationError('no token was presented');
  if (typeof caller === 'string') return verifier().verify(caller);
  if ('getAccessToken' in caller) return verifier().verify(await caller.getAccessToken());
  // What was parsed from JSON holds no dates: it may say anything, and nobody has verified it.
  if (!(caller.expiresAt instanceof Date))
    throw new InvalidOptionError('caller', 'must be a token, a Principal or a Cognito');
  if (caller.expiresAt.getTime() <= now()) throw new TokenExpiredError(caller.expiresAt);
  return caller;
}
