import * as v from 'valibot';
import { operation } from './definition.js';
import { pageToken } from './paging.js';
import { accessToken } from './schemas.js';
import { sessionType } from './user-session-output.js';

export const listUserSessions = operation({
  name: 'ListUserSessions',
  access: 'token',
  notModelled: 'Pages: every session is on the first',
  input: v.object({ AccessToken: accessToken, NextToken: pageToken }),
  handle: async ({ AccessToken }, { tokens, userSessions }) => {
    const { user, userSession: current } = await tokens.authenticate(AccessToken);
    return {
      Sessions: userSessions.activeOf(user.username).map(userSession => sessionType(userSession, current)),
    };
  },
});
