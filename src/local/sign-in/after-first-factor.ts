import type { UserRecord } from '../state/user-record.js';
import { afterPassword } from './after-password.js';
import { askNewPassword } from './new-password.js';
import type { AuthResponse, SignIn } from './types.js';

/** Decides what follows a password that was right. */
export async function afterFirstFactor(signIn: SignIn, user: UserRecord): Promise<AuthResponse> {
  if (user.status === 'FORCE_CHANGE_PASSWORD') return askNewPassword(signIn, user);
  return afterPassword(signIn, user);
}
