import { regionOf, tracksDevices } from '../state/settings.js';
import type { UserRecord } from '../state/users.js';
import type { AuthResponse, SignIn } from './types.js';

/**
 * The sign-in is done: a new family of tokens. Where the pool tracks devices and the client named none that it
 * knows, the keys of a new one come with them, to be confirmed.
 */
export async function issueTokens(
  { pool, client, deviceKey }: SignIn,
  user: UserRecord,
): Promise<AuthResponse> {
  const settings = pool.settings();
  const known = deviceKey === undefined ? undefined : pool.devices.find(user, deviceKey);
  const fresh = known || !tracksDevices(settings) ? undefined : pool.devices.begin(user, regionOf(settings));
  if (known) pool.devices.recordSignIn(known);

  const origin = pool.origins.begin(user.username, client, (known ?? fresh)?.key);
  const RefreshToken = pool.origins.issueRefreshToken(origin);
  const tokens = await pool.tokens.issue(user, client, origin);
  const NewDeviceMetadata = fresh && { DeviceKey: fresh.key, DeviceGroupKey: fresh.groupKey };
  return {
    ChallengeParameters: {},
    AuthenticationResult: { ...tokens, RefreshToken, ...(NewDeviceMetadata && { NewDeviceMetadata }) },
  };
}
