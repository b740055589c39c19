import type { AuthenticationResultType } from '@aws-sdk/client-cognito-identity-provider';
import { invalidParameter, notAuthorized, userDoesNotExist, userIsDisabled } from '../internal/exception.js';
import { rotatesRefreshTokens } from '../state/clients.js';
import { checkSecretHash } from '../state/secret-hash.js';
import { tracksDevices } from '../state/settings.js';
import type { UserRecord } from '../state/user-record.js';
import type { OriginRecord } from '../state/user-sessions.js';
import { runPreTokenGeneration } from '../triggers/pre-token-generation.js';
import { required } from './parameters.js';
import type { AuthResponse, Parameters, SignIn } from './types.js';

/** `REFRESH_TOKEN_AUTH`: fresh access and ID tokens, and no new refresh token. Clients that rotate may not. */
export async function refresh(signIn: SignIn, parameters: Parameters): Promise<AuthResponse> {
  const { client } = signIn;
  if (rotatesRefreshTokens(client))
    throw invalidParameter('REFRESH_TOKEN_AUTH flow not enabled for this client');
  const token = required(parameters, 'REFRESH_TOKEN');
  const { user } = redeemRefreshToken(signIn, token);
  checkSecretHash(client, user.username, parameters.SECRET_HASH);
  return { ChallengeParameters: {}, AuthenticationResult: await renew(signIn, token) };
}

/** New tokens for a refresh token, which clients that rotate find replaced. @throws when it no longer counts */
export async function renew(signIn: SignIn, token: string): Promise<AuthenticationResultType> {
  const { pool, client } = signIn;
  const redeemed = redeemRefreshToken(signIn, token);
  const overrides = await runPreTokenGeneration(signIn, 'TokenGeneration_RefreshTokens', redeemed.user);
  // The trigger took its time; the token may have been revoked or replaced by now.
  const { origin, user } = redeemRefreshToken(signIn, token);
  pool.origins.recordRenewal(origin);
  const RefreshToken = pool.origins.rotate(token, origin, client);
  const tokens = await pool.tokens.issue(user, client, origin, overrides);
  return { ...tokens, ...(RefreshToken && { RefreshToken }) };
}

/**
 * The sign-in and the user behind a refresh token.
 * @throws when the token or the user no longer counts.
 */
function redeemRefreshToken(signIn: SignIn, token: string): { origin: OriginRecord; user: UserRecord } {
  const { pool, client } = signIn;
  // Disabling a user revokes their tokens, and what they are told is that they are disabled.
  const owner = pool.users.findForSignIn(pool.origins.findByRefreshToken(token)?.username ?? '');
  if (owner && !owner.enabled) throw userIsDisabled();
  const origin = pool.origins.redeem(token, client);
  const user = pool.users.findForSignIn(origin.username);
  if (!user) throw userDoesNotExist();
  refuseOtherDevice(signIn, user, origin);
  return { origin, user };
}

/** Where devices are tracked, only the confirmed device that signed in may refresh. @throws NotAuthorizedException */
function refuseOtherDevice({ pool, deviceKey }: SignIn, user: UserRecord, origin: OriginRecord): void {
  if (origin.deviceKey === undefined || !tracksDevices(pool.settings())) return;
  if (deviceKey !== origin.deviceKey || !pool.devices.find(user, origin.deviceKey))
    throw notAuthorized('Invalid Refresh Token.');
}
