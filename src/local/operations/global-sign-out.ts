import * as v from 'valibot';
import { signOutEverywhere } from '../account/sign-out.js';
import { userOperations } from './definition.js';

export const [globalSignOut, adminUserGlobalSignOut] = userOperations({
  own: 'GlobalSignOut',
  admin: 'AdminUserGlobalSignOut',
  input: v.object({}),
  handle: (_, { pool, user }) => {
    signOutEverywhere(pool, user);
    return {};
  },
});
