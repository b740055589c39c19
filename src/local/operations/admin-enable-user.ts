import * as v from 'valibot';
import { adminUserOperation } from './definition.js';

export const adminEnableUser = adminUserOperation({
  name: 'AdminEnableUser',
  input: v.object({}),
  handle: (_, { pool, user }) => {
    pool.users.change(user, { enabled: true });
    return {};
  },
});
