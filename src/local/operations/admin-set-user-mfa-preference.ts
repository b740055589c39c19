import * as v from 'valibot';
import { applyMfaPreference } from '../state/mfa-preference.js';
import { operation } from './definition.js';
import { username, userPoolId } from './schemas.js';
import { mfaPreference } from './set-user-mfa-preference.js';

export const adminSetUserMfaPreference = operation({
  name: 'AdminSetUserMFAPreference',
  access: 'iam',
  notModelled: 'Passkeys as a second factor',
  input: v.object({ UserPoolId: userPoolId, Username: username, ...mfaPreference }),
  handle: ({ Username, UserPoolId: _, ...preference }, { users }) => {
    users.change(...applyMfaPreference(users.require(Username), preference));
    return {};
  },
});
