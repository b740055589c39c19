import * as v from 'valibot';
import { removeUser } from '../account/remove-user.js';
import { operation } from './definition.js';
import { accessToken } from './schemas.js';

export const deleteUser = operation({
  name: 'DeleteUser',
  access: 'token',
  input: v.object({ AccessToken: accessToken }),
  handle: async ({ AccessToken }, pool) => {
    const { user } = await pool.tokens.authenticate(AccessToken);
    removeUser(pool, user);
    return {};
  },
});
