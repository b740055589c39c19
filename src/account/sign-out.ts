import { GlobalSignOutCommand, RevokeTokenCommand } from '@aws-sdk/client-cognito-identity-provider';
import { PortcullisError } from '../errors/base.js';
import type { CallOptions, PoolConnection } from '../pool/connection.js';
import type { SignOutOutcome } from '../tokens/sign-out.js';

/** GlobalSignOut: ends every session of the user. */
export const globalSignOut = (
  pool: PoolConnection,
  accessToken: string,
  options?: CallOptions,
): Promise<SignOutOutcome> =>
  outcomeOf(pool.call(GlobalSignOutCommand, { AccessToken: accessToken }, options));

/** RevokeToken: ends the session that the refresh token belongs to. */
export const revokeToken = (
  pool: PoolConnection,
  refreshToken: string,
  options?: CallOptions,
): Promise<SignOutOutcome> =>
  outcomeOf(
    pool.callAs(RevokeTokenCommand, client => ({ ...client.credentials, Token: refreshToken }), options),
  );

async function outcomeOf(call: Promise<unknown>): Promise<SignOutOutcome> {
  try {
    await call;
    return { revoked: true };
  } catch (error) {
    if (!(error instanceof PortcullisError)) throw error;
    return { revoked: false, error };
  }
}
