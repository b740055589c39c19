import type { IdentityProviderType } from '@aws-sdk/client-cognito-identity-provider';
import * as v from 'valibot';
import { map, text } from '../members/shapes.js';
import type { IdentityProviderRecord } from '../state/identity-providers.js';

export const providerName = text({ max: 32, pattern: /^[^_\p{Z}][\p{L}\p{M}\p{S}\p{N}\p{P}][^_\p{Z}]+$/u });

export const identifier = text({ max: 40, pattern: /^[\w\s+=.@-]+$/ });

/** What creating and updating may say of an identity provider besides its details. */
export const providerMembers = {
  AttributeMapping: v.optional(map()),
  IdpIdentifiers: v.optional(v.array(identifier)),
  AcrMapping: v.optional(map()),
};

/** The wire's `IdentityProviderType`, without what is not set. */
export const identityProviderType = (
  UserPoolId: string,
  provider: IdentityProviderRecord,
): IdentityProviderType => ({
  UserPoolId,
  ProviderName: provider.name,
  ProviderType: provider.type,
  ProviderDetails: { ...provider.details },
  ...(provider.attributeMapping && { AttributeMapping: { ...provider.attributeMapping } }),
  ...(provider.identifiers && { IdpIdentifiers: [...provider.identifiers] }),
  ...(provider.acrMapping && { AcrMapping: { ...provider.acrMapping } }),
  CreationDate: new Date(provider.createdAt),
  LastModifiedDate: new Date(provider.modifiedAt),
});
