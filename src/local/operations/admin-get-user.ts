import * as v from 'valibot';
import { toAttributeList } from '../state/attributes.js';
import { operation } from './definition.js';
import { mfaSettings, userSummary } from './output.js';
import { username, userPoolId } from './schemas.js';

export const adminGetUser = operation({
  name: 'AdminGetUser',
  access: 'iam',
  input: v.object({ UserPoolId: userPoolId, Username: username }),
  handle: ({ Username }, { users }) => {
    const user = users.require(Username);
    return { ...userSummary(user), UserAttributes: toAttributeList(user), ...mfaSettings(user) };
  },
});
