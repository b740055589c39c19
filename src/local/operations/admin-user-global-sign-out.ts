import * as v from 'valibot';
import { operation } from '../operation.js';
import { signOutEverywhere } from './global-sign-out.js';
import { username, userPoolId } from './schemas.js';

export const adminUserGlobalSignOut = operation({
  name: 'AdminUserGlobalSignOut',
  access: 'iam',
  input: v.object({ UserPoolId: userPoolId, Username: username }),
  handle: ({ Username }, pool) => {
    signOutEverywhere(pool, pool.users.require(Username));
    return {};
  },
});
