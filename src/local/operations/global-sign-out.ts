import * as v from 'valibot';
import { signOutEverywhere } from '../account/sign-out.js';
import { operation } from './definition.js';
import { accessToken } from './schemas.js';

export const globalSignOut = operation({
  name: 'GlobalSignOut',
  access: 'token',
  input: v.object({ AccessToken: accessToken }),
  handle: async ({ AccessToken }, pool) => {
    const { user } = await pool.tokens.authenticate(AccessToken);
    signOutEverywhere(pool, user);
    return {};
  },
});
