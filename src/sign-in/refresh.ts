import {
  type AuthenticationResultType,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { UnsupportedError } from '../errors/service.js';
import type { CallOptions, PoolConnection } from '../pool/connection.js';

/** What a session needs to be renewed. */
export interface Refreshable {
  readonly refreshToken: string;
  /** The stored username (the access token's `username` claim): an alias makes another secret hash. */
  readonly username: string;
  readonly deviceKey?: string | undefined;
}

/**
 * New tokens for a refresh token: GetTokensFromRefreshToken, or REFRESH_TOKEN_AUTH where the pool or emulator does
 * not have it.
 */
export async function refresh(
  pool: PoolConnection,
  session: Refreshable,
  options?: CallOptions,
): Promise<AuthenticationResultType> {
  try {
    return await getTokensFromRefreshToken(pool, session, options);
  } catch (error) {
    if (!(error instanceof UnsupportedError)) throw error;
    return refreshTokenAuth(pool, session, options);
  }
}

async function getTokensFromRefreshToken(pool: PoolConnection, session: Refreshable, options?: CallOptions) {
  const [ClientSecret] = pool.config.clientSecrets;
  const output = await pool.call(
    GetTokensFromRefreshTokenCommand,
    {
      RefreshToken: session.refreshToken,
      ClientId: pool.config.clientId,
      ClientSecret,
      DeviceKey: session.deviceKey,
    },
    options,
  );
  return output.AuthenticationResult ?? {};
}

async function refreshTokenAuth(pool: PoolConnection, session: Refreshable, options?: CallOptions) {
  const output = await pool.call(
    InitiateAuthCommand,
    {
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      ClientId: pool.config.clientId,
      AuthParameters: {
        REFRESH_TOKEN: session.refreshToken,
        ...(session.deviceKey && { DEVICE_KEY: session.deviceKey }),
        ...pool.secretHash(session.username),
      },
    },
    options,
  );
  return output.AuthenticationResult ?? {};
}
