import * as v from 'valibot';
import { operation } from './definition.js';
import { username, userPoolId } from './schemas.js';
import { namedSession, requireSession } from './user-session-output.js';

export const adminRevokeUserSession = operation({
  name: 'AdminRevokeUserSession',
  access: 'iam',
  input: v.object({ UserPoolId: userPoolId, Username: username, ...namedSession }),
  handle: ({ Username, SessionId }, { users, userSessions }) => {
    userSessions.revoke(requireSession(userSessions, users.require(Username).username, SessionId));
    return {};
  },
});
