import * as v from 'valibot';
import { confirmAccount, refuseUnlessUnconfirmed } from '../account/confirm.js';
import { adminUserOperation } from './definition.js';
import { metadata } from './schemas.js';

/** Confirms without a code, so no contact counts as verified by it. */
export const adminConfirmSignUp = adminUserOperation({
  name: 'AdminConfirmSignUp',
  input: v.object({ ClientMetadata: metadata }),
  handle: async ({ ClientMetadata: clientMetadata }, { pool, user }) => {
    refuseUnlessUnconfirmed(user);
    await confirmAccount({ pool, clientMetadata }, user, {});
    return {};
  },
});
