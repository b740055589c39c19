import * as v from 'valibot';
import { withNewPassword } from '../account/new-password.js';
import { checkPasswordPolicy } from '../state/password-policy.js';
import { adminUserOperation } from './definition.js';
import { password } from './schemas.js';

export const adminSetUserPassword = adminUserOperation({
  name: 'AdminSetUserPassword',
  input: v.object({
    Password: password,
    Permanent: v.optional(v.boolean(), false),
  }),
  handle: ({ Password, Permanent }, { pool, user }) => {
    checkPasswordPolicy(pool.settings(), Password);
    const changes = withNewPassword(pool, user, Password);
    pool.users.change(user, {
      ...changes,
      status: Permanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD',
      password: Permanent ? changes.password : { ...changes.password, temporarySince: pool.now() },
    });
    return {};
  },
});
