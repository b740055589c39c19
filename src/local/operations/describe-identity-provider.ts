import * as v from 'valibot';
import { operation } from './definition.js';
import { identityProviderType, providerName } from './identity-provider-output.js';
import { userPoolId } from './schemas.js';

export const describeIdentityProvider = operation({
  name: 'DescribeIdentityProvider',
  access: 'iam',
  input: v.object({ UserPoolId: userPoolId, ProviderName: providerName }),
  handle: ({ UserPoolId, ProviderName }, { identityProviders }) => ({
    IdentityProvider: identityProviderType(UserPoolId, identityProviders.require(ProviderName)),
  }),
});
