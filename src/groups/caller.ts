import { InvalidOptionError } from '../errors/invalid-option.js';
import { InvalidTokenError, TokenExpiredError } from '../errors/token.js';
import { MissingAuthorizationError } from '../errors/unauthorized.js';
import type { Clock } from '../internal/seams.js';
import { isVerified, type Principal } from '../verify/principal.js';
import type { TokenVerifier } from '../verify/token-verifier.js';

/**
 * The caller of a guarded function: an access or id token, which is verified; a principal, which a verifier returned; or
 * a client that is signed in, such as a `Cognito`.
 */
export type Caller = string | Principal | { getAccessToken(): Promise<string> };

/** How a caller is verified. */
interface Verification {
  /** Called when there is a token to verify. */
  readonly verifier: () => TokenVerifier;
  /** Every `iss` of the pool. A group of the same name in another pool is another group. */
  readonly issuers: readonly string[];
  readonly now: Clock;
}

/**
 * Who the caller is.
 *
 * @throws {MissingAuthorizationError | TokenExpiredError | InvalidTokenError | KeysUnavailableError}
 * @throws {InvalidOptionError} when it is none of the three.
 */
export async function identify(
  caller: Caller | null | undefined,
  { verifier, issuers, now }: Verification,
): Promise<Principal> {
  if (caller === undefined || caller === null || caller === '')
    throw new MissingAuthorizationError('no token was presented');
  const principal = await verifiedCaller(caller, verifier, now);
  const { iss } = principal.claims;
  if (!issuers.includes(iss))
    throw new InvalidTokenError('the caller comes from another user pool', {
      mismatch: { claim: 'iss', expected: issuers, actual: iss },
    });
  return principal;
}

async function verifiedCaller(caller: Caller, verifier: () => TokenVerifier, now: Clock): Promise<Principal> {
  if (typeof caller === 'string') return verifier().verify(caller);
  if ('getAccessToken' in caller) return verifier().verify(await caller.getAccessToken());
  // A value of the same shape, such as one parsed from JSON, was not verified.
  if (!isVerified(caller))
    throw new InvalidOptionError(
      'caller',
      'must be a token, a Principal that a verifier returned, or a Cognito',
    );
  // Its verifier checked the time once; later calls check it here.
  if (caller.expiresAt.getTime() <= now()) throw new TokenExpiredError(caller.expiresAt);
  return caller;
}
