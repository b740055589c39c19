import * as v from 'valibot';
import { applyMfaPreference } from '../state/mfa-preference.js';
import { userOperations } from './definition.js';

const factorSettings = v.optional(
  v.object({ Enabled: v.optional(v.boolean()), PreferredMfa: v.optional(v.boolean()) }),
);

export const [setUserMfaPreference, adminSetUserMfaPreference] = userOperations({
  own: 'SetUserMFAPreference',
  admin: 'AdminSetUserMFAPreference',
  notModelled: 'Passkeys as a second factor',
  input: v.object({
    SMSMfaSettings: factorSettings,
    SoftwareTokenMfaSettings: factorSettings,
    EmailMfaSettings: factorSettings,
  }),
  handle: (preference, { pool, user }) => {
    pool.users.change(...applyMfaPreference(user, preference));
    return {};
  },
});
