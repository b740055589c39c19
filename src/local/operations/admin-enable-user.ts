import * as v from 'valibot';
import { operation } from './definition.js';
import { username, userPoolId } from './schemas.js';

export const adminEnableUser = operation({
  name: 'AdminEnableUser',
  access: 'iam',
  input: v.object({ UserPoolId: userPoolId, Username: username }),
  handle: ({ Username }, { users }) => {
    users.change(users.require(Username), { enabled: true });
    return {};
  },
});
