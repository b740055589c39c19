import { InvalidTokenError } from '../errors/token.js';
import { decodeUnverified } from '../tokens/decode.js';
import type { TokenSet } from '../tokens/token-set.js';
import type { AccessTokenClaims, ClaimsOf, IdTokenClaims, TokenUse } from '../verify/claims.js';

/**
 * The claims of a session's tokens, not verified: enough to show a name or to choose a page, never to decide what someone
 * may do. Undefined where the session lacks the token.
 */
export interface DecodedSession {
  readonly access: AccessTokenClaims | undefined;
  readonly id: IdTokenClaims | undefined;
}

/**
 * Reads the tokens of a session.
 *
 * @throws {InvalidTokenError} when one is of another kind or for another app client, or they are two people's.
 */
export function decodedSession({ accessToken, idToken }: TokenSet, clientId: string): DecodedSession {
  const access = claimsIn(accessToken, 'access');
  const id = claimsIn(idToken, 'id');
  if (access) assertClaim('client_id', clientId, access.client_id);
  if (id) assertClaim('aud', clientId, id.aud);
  if (access && id) assertClaim('sub', access.sub, id.sub);
  return { access, id };
}

function claimsIn<Use extends TokenUse>(token: string | undefined, use: Use): ClaimsOf<Use> | undefined {
  if (token === undefined) return undefined;
  const claims = decodeUnverified(token).payload;
  assertClaim('token_use', use, claims.token_use);
  return claims as unknown as ClaimsOf<Use>;
}

function assertClaim(claim: string, expected: string, actual: unknown): void {
  if (actual === expected) return;
  throw new InvalidTokenError(`the token's ${claim} is another than expected`, {
    mismatch: { claim, expected, actual },
  });
}
