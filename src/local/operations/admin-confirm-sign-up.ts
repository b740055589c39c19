import * as v from 'valibot';
import { confirmAccount, refuseUnlessUnconfirmed } from '../account/confirm.js';
import { operation } from './definition.js';
import { metadata, username, userPoolId } from './schemas.js';

/** Confirms without a code, so no contact counts as verified by it. */
export const adminConfirmSignUp = operation({
  name: 'AdminConfirmSignUp',
  access: 'iam',
  input: v.object({ UserPoolId: userPoolId, Username: username, ClientMetadata: metadata }),
  handle: async ({ Username, ClientMetadata: clientMetadata }, pool) => {
    const user = pool.users.require(Username);
    refuseUnlessUnconfirmed(user);
    await confirmAccount({ pool, clientMetadata }, user, {});
    return {};
  },
});
