import { InvalidTokenError, UnauthorizedGroupError, UnauthorizedScopeError } from '../errors/token.js';
import type { TokenUse } from './claims.js';
import type { Principal } from './principal.js';

/** What a token must be, besides genuine. */
export interface Requirements {
  /** The app clients of which one must have been issued the token; `null`, any. */
  readonly clientId?: readonly string[] | null | undefined;
  /** `null`, either. */
  readonly tokenUse?: TokenUse | null | undefined;
  /** Any one satisfies. */
  readonly groups?: readonly string[] | undefined;
  /** Any one satisfies. Only access tokens carry scopes. */
  readonly scopes?: readonly string[] | undefined;
}

/**
 * @throws {InvalidTokenError} when the token is of another kind or was issued to another app client.
 * @throws {UnauthorizedGroupError}
 * @throws {UnauthorizedScopeError}
 */
export function assertMeets(
  principal: Principal,
  { clientId, tokenUse, groups, scopes }: Requirements,
): void {
  if (tokenUse && principal.tokenUse !== tokenUse)
    throw new InvalidTokenError(`the token is not an ${tokenUse} token`, {
      mismatch: { claim: 'token_use', expected: tokenUse, actual: principal.tokenUse },
    });
  assertIssuedTo(principal, clientId ?? null);
  if (groups && !groups.some(group => principal.groups.includes(group)))
    throw new UnauthorizedGroupError(groups);
  if (scopes && !scopes.some(scope => principal.scopes.includes(scope)))
    throw new UnauthorizedScopeError(scopes);
}

function assertIssuedTo({ claims }: Principal, expected: readonly string[] | null): void {
  const claim = claims.token_use === 'id' ? 'aud' : 'client_id';
  const actual = claims.token_use === 'id' ? claims.aud : claims.client_id;
  if (typeof actual === 'string' && (expected === null || expected.includes(actual))) return;
  throw new InvalidTokenError(`the token's ${claim} is not an expected app client`, {
    mismatch: { claim, expected: expected ?? 'a string', actual },
  });
}
