import { httpUrl } from '../config/http-url.js';
import { InvalidTokenError } from '../errors/token.js';
import { check, milliseconds, strictOptions } from '../internal/options.js';
import { optional } from '../internal/schemas.js';
import { cacheSeconds } from './options.js';
import type { Principal } from './principal.js';
import type { Revocation } from './revocation.js';

/** How to ask the pool. */
export interface RevokedInPoolOptions {
  /** For how many seconds an answer may be used again. Default 0: the pool is asked every time. */
  readonly cacheSeconds?: number | undefined;
  /** Milliseconds that one answer may take. Default 5,000. */
  readonly timeoutMs?: number | undefined;
  /** Where the pool's API answers, where that is not the host of its issuer. */
  readonly endpoint?: string | undefined;
}

const revokedInPoolOptions = strictOptions({
  cacheSeconds,
  timeoutMs: optional(milliseconds, 5_000),
  endpoint: optional(httpUrl),
});

/** The scope that Cognito asks for when a token is used for its own user. */
const SCOPE = 'aws.cognito.signin.user.admin';

/**
 * Asks the pool that issued an access token whether it still counts (GetUser). It does not once the user has signed out
 * (GlobalSignOut, RevokeToken), was disabled or deleted, or has to choose a new password.
 *
 * ```ts
 * import { revokedInPool, TokenVerifier } from 'portcullis/verify';
 *
 * const verifier = new TokenVerifier({
 *   userPoolId: 'eu-west-1_AbCdEf123',
 *   clientId: 'app',
 *   tokenUse: 'access',
 *   revocation: revokedInPool({ cacheSeconds: 60 }),
 * });
 * ```
 *
 * Only access tokens with the scope `aws.cognito.signin.user.admin` can be asked about, as every sign-in over Cognito's
 * API gives them; others are refused. While the pool does not answer, `verify` rejects with a {@link ConnectionError} or
 * a {@link ServiceError}, and a guard answers 503.
 *
 * @throws {InvalidOptionError} naming the option at fault; so does a verifier that lets other tokens than access tokens
 * in.
 */
export function revokedInPool(options: RevokedInPoolOptions = {}): Revocation {
  const { cacheSeconds, timeoutMs, endpoint } = check(revokedInPoolOptions, options, 'options');
  const isRevoked = async (principal: Principal, token: string): Promise<boolean> => {
    assertAskable(principal);
    const address = endpoint ?? endpointOf(principal.claims.iss);
    // Loaded with the first question: most who verify tokens never ask.
    const { countsNoMore } = await import('./ask-pool.js');
    return countsNoMore(token, address, timeoutMs);
  };
  return { isRevoked, cacheSeconds, tokenUse: 'access' };
}

function assertAskable({ scopes, claims }: Principal): void {
  if (scopes.includes(SCOPE)) return;
  const actual = claims.token_use === 'access' ? claims.scope : undefined;
  throw new InvalidTokenError(`the pool cannot be asked about a token without the scope ${SCOPE}`, {
    mismatch: { claim: 'scope', expected: SCOPE, actual },
  });
}

/** A pool's API is at the host of its issuer, but for the second form that an AWS issuer can have. */
const endpointOf = (issuer: string): string =>
  new URL(issuer).origin.replace('//issuer-cognito-idp.', '//cognito-idp.');
