import * as v from 'valibot';
import { toAttributeList } from '../state/attributes.js';
import { clientOf, userOperations } from './definition.js';
import { mfaSettings, userSummary } from './output.js';

/** Users see what their app client may read; administrators see everything, and the state of the account. */
export const [getUser, adminGetUser] = userOperations({
  own: 'GetUser',
  admin: 'AdminGetUser',
  input: v.object({}),
  handle: (_, call) => ({
    ...(call.userSession ? { Username: call.user.username } : userSummary(call.user)),
    UserAttributes: toAttributeList(call.user, clientOf(call)),
    ...mfaSettings(call.user),
  }),
});
