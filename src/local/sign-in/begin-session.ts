import type { Pool } from '../pool/pool.js';
import type { ClientRecord } from '../state/clients.js';
import { sessionsPerUser } from '../state/settings.js';
import type { UserSessionRecord } from '../state/user-sessions.js';

/**
 * A new session of a user. Where the pool tracks sessions and the user has as many as they may, those that were used
 * least recently end.
 */
export function beginSession(
  { settings, userSessions }: Pool,
  username: string,
  client: ClientRecord,
  deviceKey?: string,
): UserSessionRecord {
  const most = sessionsPerUser(settings());
  if (most !== undefined) {
    const byUse = userSessions.activeOf(username).sort((a, b) => lastUse(a) - lastUse(b));
    for (const session of byUse.slice(0, Math.max(byUse.length - most + 1, 0))) userSessions.revoke(session);
  }
  return userSessions.begin(username, client, deviceKey);
}

const lastUse = ({ renewedAt, authTime }: UserSessionRecord): number => renewedAt ?? authTime * 1000;
