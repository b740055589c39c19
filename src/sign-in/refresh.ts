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
  const held = { RefreshToken: session.refreshToken, DeviceKey: session.deviceKey };
  const output = await pool.callAs(
    GetTokensFromRefreshTokenCommand,
    client => ({ ...client.credentials, ...held }),
    options,
  );
  return output.AuthenticationResult ?? {};
}

async function refreshTokenAuth(pool: PoolConnection, session: Refreshable, options?: CallOptions) {
  const held = {
    REFRESH_TOKEN: session.refreshToken,
    ...(session.deviceKey && { DEVICE_KEY: session.deviceKey }),
  };
  const output = await pool.callAs(
    InitiateAuthCommand,
    client => ({
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      ClientId: client.id,
      AuthParameters: { ...held, ...client.secretHash(session.username) },
    }),
    options,
  );
  return output.AuthenticationResult ?? {};
}
