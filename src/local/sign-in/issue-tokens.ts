import { regionOf, tracksDevices } from '../state/settings.js';
import type { UserRecord } from '../state/user-record.js';
import { runPostAuthentication } from '../triggers/authentication.js';
import { runPreTokenGeneration } from '../triggers/pre-token-generation.js';
import type { AuthResponse, SignIn } from './types.js';

/**
 * The sign-in is done: a new family of tokens. Where the pool tracks devices and the client named none that it
 * knows, the keys of a new one come with them, to be confirmed.
 */
export async function issueTokens(signIn: SignIn, signedIn: UserRecord): Promise<AuthResponse> {
  const { pool, client, deviceKey, tokenSource = 'TokenGeneration_Authentication' } = signIn;
  const settings = pool.settings();
  const known = deviceKey === undefined ? undefined : pool.devices.find(signedIn, deviceKey);
  const isNew = !known && tracksDevices(settings);
  await runPostAuthentication(signIn, signedIn, isNew);
  // The trigger may have changed the user.
  const user = pool.users.require(signedIn.username);
  const overrides = await runPreTokenGeneration(signIn, tokenSource, user);

  const fresh = isNew ? pool.devices.begin(user, regionOf(settings)) : undefined;
  if (known) pool.devices.recordSignIn(known);
  const userSession = pool.userSessions.begin(user.username, client, (known ?? fresh)?.key);
  const RefreshToken = pool.userSessions.issueRefreshToken(userSession);
  const tokens = await pool.tokens.issue(user, client, userSession, overrides);
  const NewDeviceMetadata = fresh && { DeviceKey: fresh.key, DeviceGroupKey: fresh.groupKey };
  return {
    ChallengeParameters: {},
    AuthenticationResult: { ...tokens, RefreshToken, ...(NewDeviceMetadata && { NewDeviceMetadata }) },
  };
}
