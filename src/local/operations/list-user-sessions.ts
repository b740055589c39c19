import * as v from 'valibot';
import { userOperations } from './definition.js';
import { pageToken } from './paging.js';
import { requireTracking, sessionType } from './user-session-output.js';

/** All of them in one page, as the service does it. */
export const [listUserSessions, adminListUserSessions] = userOperations({
  own: 'ListUserSessions',
  admin: 'AdminListUserSessions',
  notModelled: 'Pages: every session is on the first',
  input: v.object({ NextToken: pageToken }),
  handle: (_, { pool, user, userSession: current }) => {
    requireTracking(pool);
    return {
      Sessions: pool.userSessions.activeOf(user.username).map(session => sessionType(session, current)),
    };
  },
});
