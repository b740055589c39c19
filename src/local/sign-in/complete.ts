import type { UserRecord } from '../state/user-record.js';
import { openDeviceChallenge } from './device.js';
import { issueTokens } from './issue-tokens.js';
import type { AuthResponse, SignIn } from './types.js';

/** The last step of a sign-in: a remembered device proves itself, everybody else gets tokens. */
export async function complete(signIn: SignIn, user: UserRecord): Promise<AuthResponse> {
  return openDeviceChallenge(signIn, user) ?? issueTokens(signIn, user);
}
