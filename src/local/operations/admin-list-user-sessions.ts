import * as v from 'valibot';
import { operation } from './definition.js';
import { pageToken } from './paging.js';
import { username, userPoolId } from './schemas.js';
import { sessionType } from './user-session-output.js';

/** All of them in one page, as the service does it. */
export const adminListUserSessions = operation({
  name: 'AdminListUserSessions',
  access: 'iam',
  notModelled: 'Pages: every session is on the first',
  input: v.object({ UserPoolId: userPoolId, Username: username, NextToken: pageToken }),
  handle: ({ Username }, { users, userSessions }) => {
    const user = users.require(Username);
    return { Sessions: userSessions.activeOf(user.username).map(userSession => sessionType(userSession)) };
  },
});
