import * as v from 'valibot';
import { operation } from '../operation.js';
import type { Pool } from '../pool.js';
import type { UserRecord } from '../state/users.js';
import { accessToken } from './schemas.js';

/** Ends everything the user has: tokens of every client, and sign-ins that are half done. */
export function signOutEverywhere({ origins, sessions }: Pool, { username }: UserRecord): void {
  origins.revokeAllOf(username);
  sessions.endAllOf(username);
}

export const globalSignOut = operation({
  name: 'GlobalSignOut',
  access: 'token',
  input: v.object({ AccessToken: accessToken }),
  handle: async ({ AccessToken }, pool) => {
    const { user } = await pool.tokens.authenticate(AccessToken);
    signOutEverywhere(pool, user);
    return {};
  },
});
