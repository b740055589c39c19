import * as v from 'valibot';
import { adminOperation } from './definition.js';
import { maxResults, nextPage, pageToken } from './paging.js';
import { userPoolId } from './schemas.js';

export const listUserPoolClients = adminOperation({
  name: 'ListUserPoolClients',
  input: v.object({ UserPoolId: userPoolId, MaxResults: v.optional(maxResults, 60), NextToken: pageToken }),
  handle: ({ UserPoolId, MaxResults, NextToken }, { clients }) => {
    const { items, nextToken } = clients.page({ limit: MaxResults, token: NextToken });
    const UserPoolClients = items.map(({ ClientId, ClientName }) => ({ ClientId, ClientName, UserPoolId }));
    return { UserPoolClients, ...nextPage(nextToken) };
  },
});
