import * as v from 'valibot';
import { confirmAccount, refuseUnlessUnconfirmed } from '../account/confirm.js';
import { operation } from '../operation.js';
import { username, userPoolId } from './schemas.js';

/** Confirms without a code, so no contact counts as verified by it. */
export const adminConfirmSignUp = operation({
  name: 'AdminConfirmSignUp',
  access: 'iam',
  notModelled: 'The post confirmation trigger',
  input: v.object({ UserPoolId: userPoolId, Username: username }),
  handle: ({ Username }, pool) => {
    const user = pool.users.require(Username);
    refuseUnlessUnconfirmed(user);
    confirmAccount(pool, user, {});
    return {};
  },
});
