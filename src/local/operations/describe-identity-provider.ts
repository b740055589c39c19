import * as v from 'valibot';
import { adminOperation } from './definition.js';
import { identityProviderType, providerName } from './identity-provider-output.js';
import { userPoolId } from './schemas.js';

export const describeIdentityProvider = adminOperation({
  name: 'DescribeIdentityProvider',
  input: v.object({ UserPoolId: userPoolId, ProviderName: providerName }),
  handle: ({ UserPoolId, ProviderName }, { identityProviders }) => ({
    IdentityProvider: identityProviderType(UserPoolId, identityProviders.require(ProviderName)),
  }),
});
