import type { UserRecord } from '../state/user-record.js';
import { complete } from './complete.js';
import { openDeviceChallenge } from './device.js';
import { openMfa } from './mfa.js';
import type { AuthResponse, SignIn } from './types.js';

/**
 * Decides what follows a password that may stay: the proof of a remembered device, or else a second factor where one
 * is due, or else tokens.
 */
export async function afterPassword(signIn: SignIn, user: UserRecord): Promise<AuthResponse> {
  return openDeviceChallenge(signIn, user) ?? (await openMfa(signIn, user)) ?? complete(signIn, user);
}
