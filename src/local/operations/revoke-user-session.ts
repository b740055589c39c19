import * as v from 'valibot';
import { invalidParameter } from '../internal/exception.js';
import { userOperations } from './definition.js';
import { namedSession, requireSession, requireTracking } from './user-session-output.js';

export const [revokeUserSession, adminRevokeUserSession] = userOperations({
  own: 'RevokeUserSession',
  admin: 'AdminRevokeUserSession',
  input: v.object(namedSession),
  handle: ({ SessionId }, { pool, user, userSession: current }) => {
    requireTracking(pool);
    const { userSessions } = pool;
    const session = requireSession(userSessions, user.username, SessionId);
    if (session.id === current?.id) throw invalidParameter('The current session cannot be revoked.');
    userSessions.revoke(session);
    return {};
  },
});
