import { InvalidTokenError } from '../errors/token.js';
import { decodeUnverified } from '../tokens/decode.js';
import type { TokenSet } from '../tokens/token-set.js';
import type { TokenUse } from '../verify/claims.js';
import { type Principal, principalOf } from '../verify/principal.js';
import { type VerifiedSession, verifiedSession } from '../verify/verified-session.js';

/**
 * What the tokens of a session say, not verified: enough to show a name or to choose a page, never to decide what someone
 * may do. Where the session lacks a token, reading its principal throws `NotSignedInError`, which names the token.
 */
export type DecodedSession = VerifiedSession;

/**
 * Reads the tokens of a session.
 *
 * @throws {InvalidTokenError} when one is of another kind or for another app client, or they are two people's.
 */
export function decodedSession({ accessToken, idToken }: TokenSet, clientId: string): DecodedSession {
  const access = accessToken === undefined ? undefined : principalIn(accessToken, 'access');
  const id = idToken === undefined ? undefined : principalIn(idToken, 'id');
  if (access) assertClaim('client_id', clientId, access.claims.client_id);
  if (id) assertClaim('aud', clientId, id.claims.aud);
  if (access && id) assertClaim('sub', access.sub, id.sub);
  return verifiedSession(access, id);
}

function principalIn<Use extends TokenUse>(token: string, use: Use): Principal<Use> {
  const principal = principalOf(decodeUnverified(token).payload);
  assertClaim('token_use', use, principal.tokenUse);
  return principal as unknown as Principal<Use>;
}

function assertClaim(claim: string, expected: string, actual: string): void {
  if (actual === expected) return;
  throw new InvalidTokenError(`the token's ${claim} is another than expected`, {
    mismatch: { claim, expected, actual },
  });
}
