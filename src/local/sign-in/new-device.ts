import { type PoolSettings, tracksDevices } from '../state/settings.js';
import type { AuthRequest } from './types.js';

/**
 * Whether the keys of a new device come with the tokens, as `NewDeviceMetadata`. That they do not where the password was
 * sent is what users of two SDKs report of USER_PASSWORD_AUTH, and AWS's advice to use USER_SRP_AUTH for tracked devices
 * agrees. Unconfirmed, as is the flow for administrators, and that USER_AUTH gives them however the password came.
 */
export const givesNewDevice = (settings: PoolSettings, { passwordSent }: AuthRequest): boolean =>
  tracksDevices(settings) && !passwordSent;
