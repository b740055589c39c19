import * as v from 'valibot';
import { adminUserOperation } from './definition.js';

/** The authenticator is gone, and with it the factor. It may be set up anew. */
export const adminDeleteSoftwareToken = adminUserOperation({
  name: 'AdminDeleteSoftwareToken',
  input: v.object({}),
  handle: (_, { pool, user: before }) => {
    const { softwareToken: _token, preferredMfa, ...user } = before;
    const kept = preferredMfa === 'SOFTWARE_TOKEN_MFA' ? undefined : preferredMfa;
    const mfa = user.mfa.filter(factor => factor !== 'SOFTWARE_TOKEN_MFA');
    pool.users.change(user, { mfa, ...(kept && { preferredMfa: kept }) });
    return {};
  },
});
