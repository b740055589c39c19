import * as v from 'valibot';
import { notFound } from '../internal/exception.js';
import { adminOperation } from './definition.js';
import { identifier, identityProviderType } from './identity-provider-output.js';
import { userPoolId } from './schemas.js';

export const getIdentityProviderByIdentifier = adminOperation({
  name: 'GetIdentityProviderByIdentifier',
  input: v.object({ UserPoolId: userPoolId, IdpIdentifier: identifier }),
  handle: ({ UserPoolId, IdpIdentifier }, { identityProviders }) => {
    const provider = identityProviders.all().find(({ identifiers }) => identifiers?.includes(IdpIdentifier));
    if (!provider) throw notFound(`Identity provider with the identifier ${IdpIdentifier} does not exist.`);
    return { IdentityProvider: identityProviderType(UserPoolId, provider) };
  },
});
