import { signOutEverywhere } from '../operations/global-sign-out.js';
import type { Pool } from '../pool.js';
import type { UserRecord } from '../state/users.js';

/** Forgets a user, and everything that could still be done in their name. */
export function removeUser(pool: Pool, user: UserRecord): void {
  signOutEverywhere(pool, user);
  pool.codes.dropAllOf(user.username);
  pool.users.remove(user);
}
