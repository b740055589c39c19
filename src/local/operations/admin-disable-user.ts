import * as v from 'valibot';
import { signOutEverywhere } from '../account/sign-out.js';
import { adminUserOperation } from './definition.js';

export const adminDisableUser = adminUserOperation({
  name: 'AdminDisableUser',
  input: v.object({}),
  handle: (_, { pool, user }) => {
    signOutEverywhere(pool, pool.users.change(user, { enabled: false }));
    return {};
  },
});
