import * as v from 'valibot';
import { adminOperation } from './definition.js';
import { nextPage, pageToken, upTo } from './paging.js';
import { userPoolId } from './schemas.js';

export const listIdentityProviders = adminOperation({
  name: 'ListIdentityProviders',
  input: v.object({ UserPoolId: userPoolId, MaxResults: upTo(60), NextToken: pageToken }),
  handle: ({ MaxResults: limit, NextToken: token }, { identityProviders }) => {
    const { items, nextToken } = identityProviders.page({ limit, token });
    const Providers = items.map(({ name, type, createdAt, modifiedAt }) => ({
      ProviderName: name,
      ProviderType: type,
      CreationDate: new Date(createdAt),
      LastModifiedDate: new Date(modifiedAt),
    }));
    return { Providers, ...nextPage(nextToken) };
  },
});
