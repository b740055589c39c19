import * as v from 'valibot';
import { withNewPassword } from '../account/new-password.js';
import { checkPasswordPolicy } from '../state/password-policy.js';
import { operation } from './definition.js';
import { password, username, userPoolId } from './schemas.js';

export const adminSetUserPassword = operation({
  name: 'AdminSetUserPassword',
  access: 'iam',
  input: v.object({
    UserPoolId: userPoolId,
    Username: username,
    Password: password,
    Permanent: v.optional(v.boolean(), false),
  }),
  handle: ({ Username, Password, Permanent }, pool) => {
    const user = pool.users.require(Username);
    checkPasswordPolicy(pool.settings(), Password);
    const { password, formerPasswords } = withNewPassword(pool, user, Password);
    pool.users.change(user, {
      formerPasswords,
      status: Permanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD',
      password: Permanent ? password : { ...password, temporarySince: pool.now() },
    });
    return {};
  },
});
