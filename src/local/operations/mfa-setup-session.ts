import { notAuthorized } from '../internal/exception.js';
import type { Pool } from '../pool/pool.js';
import type { Parameters } from '../sign-in/types.js';
import type { SessionRecord } from '../state/auth-sessions.js';

/** The session of a sign-in that waits for an authenticator to be set up. @throws NotAuthorizedException */
export function requireSetupSession({ sessions }: Pool, id: string): SessionRecord {
  const session = sessions.require(id);
  if (session.challenge !== 'MFA_SETUP') throw notAuthorized('Invalid session for the user.');
  return session;
}

/** Uses `session` up and opens the one that comes after it. */
export function renewSetupSession(
  { sessions, clients }: Pool,
  session: SessionRecord,
  data: Parameters,
): string {
  const { challenge, clientId, username } = session;
  sessions.spend(session);
  const validMinutes = clients.require(clientId).AuthSessionValidity;
  return sessions.open({ challenge, clientId, username, data, validMinutes }).id;
}
