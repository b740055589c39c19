import * as v from 'valibot';
import { invalidParameter } from '../internal/exception.js';
import { operation } from './definition.js';
import { accessToken } from './schemas.js';
import { namedSession, requireSession } from './user-session-output.js';

export const revokeUserSession = operation({
  name: 'RevokeUserSession',
  access: 'token',
  input: v.object({ AccessToken: accessToken, ...namedSession }),
  handle: async ({ AccessToken, SessionId }, { tokens, userSessions }) => {
    const { user, userSession: current } = await tokens.authenticate(AccessToken);
    const session = requireSession(userSessions, user.username, SessionId);
    if (session.id === current.id) throw invalidParameter('The current session cannot be revoked.');
    userSessions.revoke(session);
    return {};
  },
});
