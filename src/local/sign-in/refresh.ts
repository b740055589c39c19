import type { AuthenticationResultType } from '@aws-sdk/client-cognito-identity-provider';
import { invalidParameter, notAuthorized, userDoesNotExist, userIsDisabled } from '../internal/exception.js';
import { rotatesRefreshTokens } from '../state/clients.js';
import { checkSecretHash } from '../state/secret-hash.js';
import { tracksDevices } from '../state/settings.js';
import type { UserRecord } from '../state/user-record.js';
import type { UserSessionRecord } from '../state/user-sessions.js';
import { runPreTokenGeneration } from '../triggers/pre-token-generation.js';
import { required } from './parameters.js';
import type { AuthRequest, AuthResponse, Parameters } from './types.js';

/** `REFRESH_TOKEN_AUTH`: fresh access and ID tokens, and no new refresh token. Clients that rotate may not. */
export async function refresh(signIn: AuthRequest, parameters: Parameters): Promise<AuthResponse> {
  const { client } = signIn;
  if (rotatesRefreshTokens(client))
    throw invalidParameter('REFRESH_TOKEN_AUTH flow not enabled for this client', {
      expected: 'GetTokensFromRefreshToken: the app client rotates its refresh tokens',
      sent: 'REFRESH_TOKEN_AUTH',
    });
  const token = required(parameters, 'REFRESH_TOKEN');
  const { user } = redeemRefreshToken(signIn, token);
  checkSecretHash(client, user.username, parameters.SECRET_HASH);
  return { ChallengeParameters: {}, AuthenticationResult: await renew(signIn, token) };
}

/** New tokens for a refresh token, which clients that rotate find replaced. @throws when it no longer counts */
export async function renew(signIn: AuthRequest, token: string): Promise<AuthenticationResultType> {
  const { pool, client } = signIn;
  const redeemed = redeemRefreshToken(signIn, token);
  const overrides = await runPreTokenGeneration(signIn, 'TokenGeneration_RefreshTokens', redeemed.user);
  // The trigger took its time; the token may have been revoked or replaced by now.
  const { userSession, user } = redeemRefreshToken(signIn, token);
  pool.userSessions.recordRenewal(userSession);
  const RefreshToken = pool.userSessions.rotate(token, userSession, client);
  const tokens = await pool.tokens.issue(user, client, userSession, overrides);
  return { ...tokens, ...(RefreshToken && { RefreshToken }) };
}

/**
 * The sign-in and the user behind a refresh token.
 * @throws when the token or the user no longer counts.
 */
function redeemRefreshToken(
  signIn: AuthRequest,
  token: string,
): { userSession: UserSessionRecord; user: UserRecord } {
  const { pool, client } = signIn;
  // Disabling a user revokes their tokens, and what they are told is that they are disabled.
  const owner = pool.users.findForSignIn(pool.userSessions.findByRefreshToken(token)?.username ?? '');
  if (owner && !owner.enabled) throw userIsDisabled();
  const userSession = pool.userSessions.redeem(token, client);
  const user = pool.users.findForSignIn(userSession.username);
  if (!user) throw userDoesNotExist();
  refuseOtherDevice(signIn, user, userSession);
  return { userSession, user };
}

/** Where devices are tracked, only the confirmed device that signed in may refresh. @throws NotAuthorizedException */
function refuseOtherDevice(
  { pool, deviceKey }: AuthRequest,
  user: UserRecord,
  userSession: UserSessionRecord,
): void {
  if (userSession.deviceKey === undefined || !tracksDevices(pool.settings())) return;
  if (deviceKey !== userSession.deviceKey || !pool.devices.find(user, userSession.deviceKey))
    throw notAuthorized('Invalid Refresh Token.', {
      expected: `DEVICE_KEY ${userSession.deviceKey}, the confirmed device that signed in`,
      sent: deviceKey ?? 'no DEVICE_KEY',
    });
}
