import type { Pool } from '../pool/pool.js';
import type { UserRecord } from '../state/user-record.js';
import { signOutEverywhere } from './sign-out.js';

/** Forgets a user, and everything that could still be done in their name. */
export function removeUser(pool: Pool, user: UserRecord): void {
  signOutEverywhere(pool, user);
  pool.codes.dropAllOf(user.username);
  pool.lockout.forget(user.username);
  pool.devices.forgetAllOf(user);
  pool.users.remove(user);
}
