import type { AuthenticationResultType } from '@aws-sdk/client-cognito-identity-provider';
import { CognitoApi } from '../../src/api/cognito-api.js';
import { poolConfig } from '../../src/config/pool-config.js';
import { renewedTokens, revokeQuietly } from '../../src/person/renewal.js';
import type { SessionParts } from '../../src/tokens/session.js';
import type { SessionKey } from '../../src/tokens/store.js';
import { TokenSet } from '../../src/tokens/token-set.js';

export const connect = (endpoint: string, { userPoolId, clientId }: SessionKey): CognitoApi =>
  new CognitoApi(poolConfig({ userPoolId, clientId, endpoint }));

/** What a session is made with, but for its store. */
export const sessionParts = (api: CognitoApi): SessionParts => ({
  renew: tokens => exchange(api, tokens),
  revoke: tokens => revokeQuietly(api, tokens),
  now: api.now,
  renewBeforeExpiryMs: 60_000,
  timeoutMs: api.config.timeoutMs,
  address: api.address,
});

/** New tokens for old ones, as the facade gets them. */
export async function exchange(api: CognitoApi, tokens: TokenSet): Promise<TokenSet> {
  const { username, refreshToken = '' } = tokens;
  return await renewedTokens(api, { username, refreshToken });
}

export function tokenSet(result: AuthenticationResultType = {}): TokenSet {
  const { AccessToken: accessToken = '', IdToken: idToken = '', RefreshToken: refreshToken } = result;
  return new TokenSet({ accessToken, idToken, refreshToken });
}
