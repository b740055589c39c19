import type { UserRecord } from '../state/user-record.js';
import { ask } from './challenge.js';
import type { AuthResponse, SignIn } from './types.js';

/**
 * Asks a remembered device to prove itself, which takes the place of a second factor; `undefined` where the sign-in
 * has no such device.
 */
export function openDeviceChallenge(signIn: SignIn, user: UserRecord): AuthResponse | undefined {
  const { pool, deviceKey } = signIn;
  if (deviceKey === undefined || !pool.settings().DeviceConfiguration?.ChallengeRequiredOnNewDevice)
    return undefined;
  if (!pool.devices.find(user, deviceKey)?.remembered) return undefined;
  return ask(signIn, user, 'DEVICE_SRP_AUTH', { USERNAME: user.username });
}
