import * as v from 'valibot';
import { operation } from './definition.js';
import { username, userPoolId } from './schemas.js';

/** The authenticator is gone, and with it the factor. It may be set up anew. */
export const adminDeleteSoftwareToken = operation({
  name: 'AdminDeleteSoftwareToken',
  access: 'iam',
  input: v.object({ UserPoolId: userPoolId, Username: username }),
  handle: ({ Username }, { users }) => {
    const { softwareToken: _, preferredMfa, ...user } = users.require(Username);
    const kept = preferredMfa === 'SOFTWARE_TOKEN_MFA' ? undefined : preferredMfa;
    const mfa = user.mfa.filter(factor => factor !== 'SOFTWARE_TOKEN_MFA');
    users.change(user, { mfa, ...(kept && { preferredMfa: kept }) });
    return {};
  },
});
