import * as v from 'valibot';
import { signOutEverywhere } from '../account/sign-out.js';
import { operation } from './definition.js';
import { username, userPoolId } from './schemas.js';

export const adminDisableUser = operation({
  name: 'AdminDisableUser',
  access: 'iam',
  input: v.object({ UserPoolId: userPoolId, Username: username }),
  handle: ({ Username }, pool) => {
    const user = pool.users.change(pool.users.require(Username), { enabled: false });
    signOutEverywhere(pool, user);
    return {};
  },
});
