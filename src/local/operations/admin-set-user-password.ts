import * as v from 'valibot';
import { operation } from '../operation.js';
import { keepPassword } from '../sign-in/passwords.js';
import { checkPasswordPolicy } from '../state/password-policy.js';
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
  handle: ({ Username, Password, Permanent }, { users, settings, now, random }) => {
    const user = users.require(Username);
    checkPasswordPolicy(settings(), Password);
    const kept = keepPassword(settings(), user.username, Password, random);
    users.change(user, {
      status: Permanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD',
      password: Permanent ? kept : { ...kept, temporarySince: now() },
    });
    return {};
  },
});
