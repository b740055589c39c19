import { notAuthorized } from '../internal/exception.js';
import type { Pool } from '../pool/pool.js';
import type { Parameters } from '../sign-in/types.js';
import type { AuthSessionRecord } from '../state/auth-sessions.js';

/** The session of a sign-in that waits for an authenticator to be set up. @throws NotAuthorizedException */
export function requireSetupSession({ authSessions }: Pool, id: string): AuthSessionRecord {
  const session = authSessions.require(id);
  if (session.challenge !== 'MFA_SETUP') throw notAuthorized('Invalid session for the user.');
  return session;
}

/** Uses `session` up and opens the one that comes after it. */
export function renewSetupSession(
  { authSessions, clients }: Pool,
  session: AuthSessionRecord,
  data: Parameters,
): string {
  const { challenge, clientId, username } = session;
  authSessions.spend(session);
  const validMinutes = clients.require(clientId).AuthSessionValidity;
  return authSessions.open({ challenge, clientId, username, data, validMinutes }).id;
}
