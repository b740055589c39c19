import * as v from 'valibot';
import { removeUser } from '../account/remove-user.js';
import { operation } from './definition.js';
import { username, userPoolId } from './schemas.js';

export const adminDeleteUser = operation({
  name: 'AdminDeleteUser',
  access: 'iam',
  input: v.object({ UserPoolId: userPoolId, Username: username }),
  handle: ({ Username }, pool) => {
    removeUser(pool, pool.users.require(Username));
    return {};
  },
});
