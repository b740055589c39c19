import * as v from 'valibot';
import { adminUserOperation } from './definition.js';

/** Deletes the authenticator and turns its factor off. The user may set up another. */
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
