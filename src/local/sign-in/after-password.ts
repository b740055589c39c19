import type { UserRecord } from '../state/users.js';
import { complete } from './complete.js';
import { openMfa } from './mfa.js';
import type { AuthResponse, SignIn } from './types.js';

/** Decides what follows a password that may stay: a second factor where one is due, else tokens. */
export async function afterPassword(signIn: SignIn, user: UserRecord): Promise<AuthResponse> {
  return openMfa(signIn, user) ?? complete(signIn, user);
}
