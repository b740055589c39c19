import type { AuthenticationResultType } from '@aws-sdk/client-cognito-identity-provider';
import { poolConfig } from '../../src/config/pool-config.js';
import { PoolConnection } from '../../src/pool/connection.js';
import { refresh } from '../../src/sign-in/refresh.js';
import type { SessionKey } from '../../src/tokens/store.js';
import { TokenSet } from '../../src/tokens/token-set.js';

export const connect = (endpoint: string, { userPoolId, clientId }: SessionKey): PoolConnection =>
  new PoolConnection(poolConfig({ userPoolId, clientId, endpoint }));

/** New tokens for old ones, as the facade gets them. */
export async function exchange(connection: PoolConnection, tokens: TokenSet): Promise<TokenSet> {
  const { username, refreshToken = '' } = tokens;
  return tokenSet(await refresh(connection, { username, refreshToken }));
}

export function tokenSet(result: AuthenticationResultType = {}): TokenSet {
  const { AccessToken: accessToken = '', IdToken: idToken = '', RefreshToken: refreshToken } = result;
  return new TokenSet({ accessToken, idToken, refreshToken });
}
