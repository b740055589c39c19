import * as v from 'valibot';
import { applyMfaPreference } from '../state/mfa-preference.js';
import { operation } from './definition.js';
import { accessToken } from './schemas.js';

const factorSettings = v.optional(
  v.object({ Enabled: v.optional(v.boolean()), PreferredMfa: v.optional(v.boolean()) }),
);

export const mfaPreference = {
  SMSMfaSettings: factorSettings,
  SoftwareTokenMfaSettings: factorSettings,
  EmailMfaSettings: factorSettings,
};

export const setUserMfaPreference = operation({
  name: 'SetUserMFAPreference',
  access: 'token',
  notModelled: 'Passkeys as a second factor',
  input: v.object({ AccessToken: accessToken, ...mfaPreference }),
  handle: async ({ AccessToken, ...preference }, { tokens, users }) => {
    const { user } = await tokens.authenticate(AccessToken);
    users.change(...applyMfaPreference(user, preference));
    return {};
  },
});
