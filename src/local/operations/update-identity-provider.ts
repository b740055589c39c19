import * as v from 'valibot';
import { map } from '../members/shapes.js';
import { adminOperation } from './definition.js';
import { identityProviderType, providerMembers, providerName } from './identity-provider-output.js';
import { userPoolId } from './schemas.js';

/** What the request leaves out stays as it is; a map that it names is replaced whole. */
export const updateIdentityProvider = adminOperation({
  name: 'UpdateIdentityProvider',
  notModelled: 'Signing in by a provider; it is kept and described',
  input: v.object({
    UserPoolId: userPoolId,
    ProviderName: providerName,
    ProviderDetails: v.optional(map()),
    ...providerMembers,
  }),
  handle: (request, { identityProviders, now }) => {
    const provider = identityProviders.save({
      ...identityProviders.require(request.ProviderName),
      ...(request.ProviderDetails && { details: request.ProviderDetails }),
      ...(request.AttributeMapping && { attributeMapping: request.AttributeMapping }),
      ...(request.AcrMapping && { acrMapping: request.AcrMapping }),
      ...(request.IdpIdentifiers && { identifiers: request.IdpIdentifiers }),
      modifiedAt: now(),
    });
    return { IdentityProvider: identityProviderType(request.UserPoolId, provider) };
  },
});
