import * as v from 'valibot';
import { adminOperation } from './definition.js';
import { providerName } from './identity-provider-output.js';
import { userPoolId } from './schemas.js';

export const deleteIdentityProvider = adminOperation({
  name: 'DeleteIdentityProvider',
  input: v.object({ UserPoolId: userPoolId, ProviderName: providerName }),
  handle: ({ ProviderName }, { identityProviders }) => {
    identityProviders.remove(identityProviders.require(ProviderName));
    return {};
  },
});
