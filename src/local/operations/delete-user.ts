import * as v from 'valibot';
import { removeUser } from '../account/remove-user.js';
import { userOperations } from './definition.js';

export const [deleteUser, adminDeleteUser] = userOperations({
  own: 'DeleteUser',
  admin: 'AdminDeleteUser',
  input: v.object({}),
  handle: (_, { pool, user }) => {
    removeUser(pool, user);
    return {};
  },
});
