import { missingAttributes } from '../state/attributes.js';
import { regionOf, tracksDevices } from '../state/settings.js';
import type { UserRecord } from '../state/user-record.js';
import { runPostAuthentication } from '../triggers/authentication.js';
import { runPreTokenGeneration } from '../triggers/pre-token-generation.js';
import { beginSession } from './begin-session.js';
import { ask } from './challenge.js';
import { openMfa } from './mfa.js';
import { givesNewDevice } from './new-device.js';
import type { AuthRequest, AuthResponse } from './types.js';

/**
 * What follows a first factor that was right: a password of the user's own in place of a temporary one, then the proof
 * of a remembered device, or else a second factor where one is due, or else tokens.
 */
export async function afterFirstFactor(signIn: AuthRequest, user: UserRecord): Promise<AuthResponse> {
  if (user.status === 'FORCE_CHANGE_PASSWORD') return askNewPassword(signIn, user);
  return openDeviceChallenge(signIn, user) ?? (await openMfa(signIn, user)) ?? issueTokens(signIn, user);
}

/** What follows when no other factor is due: the proof of a remembered device, or else tokens. */
export async function afterLastFactor(signIn: AuthRequest, user: UserRecord): Promise<AuthResponse> {
  return openDeviceChallenge(signIn, user) ?? issueTokens(signIn, user);
}

/**
 * The sign-in is done: a new user session and its tokens. Where the pool tracks devices and the client named none that
 * it knows, the keys of a new one come with them, to be confirmed.
 */
export async function issueTokens(signIn: AuthRequest, signedIn: UserRecord): Promise<AuthResponse> {
  const { pool, client, deviceKey, tokenSource = 'TokenGeneration_Authentication' } = signIn;
  const settings = pool.settings();
  const known = deviceKey === undefined ? undefined : pool.devices.find(signedIn, deviceKey);
  await runPostAuthentication(signIn, signedIn, !known && tracksDevices(settings));
  // The trigger may have changed the user.
  const user = pool.users.require(signedIn.username);
  const overrides = await runPreTokenGeneration(signIn, tokenSource, user);

  const fresh =
    !known && givesNewDevice(settings, signIn) ? pool.devices.begin(user, regionOf(settings)) : undefined;
  if (known) pool.devices.recordSignIn(known);
  const userSession = beginSession(pool, user.username, client, (known ?? fresh)?.key);
  const RefreshToken = pool.userSessions.issueRefreshToken(userSession);
  const tokens = await pool.tokens.issue(user, client, userSession, overrides);
  const NewDeviceMetadata = fresh && { DeviceKey: fresh.key, DeviceGroupKey: fresh.groupKey };
  return {
    ChallengeParameters: {},
    AuthenticationResult: { ...tokens, RefreshToken, ...(NewDeviceMetadata && { NewDeviceMetadata }) },
  };
}

/** Asks a user who has a temporary password for one of their own. Both lists are JSON in a string. */
const askNewPassword = (signIn: AuthRequest, user: UserRecord): AuthResponse =>
  ask(signIn, user, 'NEW_PASSWORD_REQUIRED', {
    USER_ID_FOR_SRP: user.username,
    requiredAttributes: JSON.stringify(
      missingAttributes(signIn.pool.settings(), user.attributes).map(name => `userAttributes.${name}`),
    ),
    userAttributes: JSON.stringify(user.attributes),
  });

/**
 * Asks a remembered device to prove itself, which takes the place of a second factor; `undefined` where the sign-in
 * has no such device.
 */
function openDeviceChallenge(signIn: AuthRequest, user: UserRecord): AuthResponse | undefined {
  const { pool, deviceKey } = signIn;
  if (deviceKey === undefined || !pool.settings().DeviceConfiguration?.ChallengeRequiredOnNewDevice)
    return undefined;
  if (!pool.devices.find(user, deviceKey)?.remembered) return undefined;
  return ask(signIn, user, 'DEVICE_SRP_AUTH', { USERNAME: user.username });
}
