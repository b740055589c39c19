import * as v from 'valibot';
import { CognitoException } from '../internal/exception.js';
import { map, oneOf } from '../members/shapes.js';
import { adminOperation } from './definition.js';
import { identityProviderType, providerMembers, providerName } from './identity-provider-output.js';
import { userPoolId } from './schemas.js';

export const createIdentityProvider = adminOperation({
  name: 'CreateIdentityProvider',
  notModelled: 'Signing in by a provider; it is kept and described',
  input: v.object({
    UserPoolId: userPoolId,
    ProviderName: providerName,
    ProviderType: oneOf(['SAML', 'Facebook', 'Google', 'LoginWithAmazon', 'SignInWithApple', 'OIDC']),
    ProviderDetails: map(),
    ...providerMembers,
  }),
  handle: (request, { identityProviders, now }) => {
    if (identityProviders.find(request.ProviderName))
      throw new CognitoException('DuplicateProviderException', 'A provider with the name already exists');
    const provider = identityProviders.save({
      name: request.ProviderName,
      type: request.ProviderType,
      details: request.ProviderDetails,
      ...(request.AttributeMapping && { attributeMapping: request.AttributeMapping }),
      ...(request.AcrMapping && { acrMapping: request.AcrMapping }),
      ...(request.IdpIdentifiers && { identifiers: request.IdpIdentifiers }),
      createdAt: now(),
      modifiedAt: now(),
    });
    return { IdentityProvider: identityProviderType(request.UserPoolId, provider) };
  },
});
