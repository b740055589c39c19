import * as v from 'valibot';
import { signOutEverywhere } from '../account/sign-out.js';
import { operation } from './definition.js';
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
