import type { Pool } from '../pool/pool.js';
import type { UserRecord } from '../state/user-record.js';

/** Ends everything the user has: tokens of every client, and sign-ins that are half done. */
export function signOutEverywhere({ userSessions, authSessions }: Pool, { username }: UserRecord): void {
  userSessions.revokeAllOf(username);
  authSessions.endAllOf(username);
}
