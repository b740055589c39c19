import * as v from 'valibot';
import { accountOperation } from './definition.js';
import { maxResults, nextPage, pageToken } from './paging.js';

export const listUserPools = accountOperation({
  name: 'ListUserPools',
  input: v.object({ MaxResults: maxResults, NextToken: pageToken }),
  handle: ({ MaxResults, NextToken }, pools) => {
    const { items, nextToken } = pools.page({ limit: MaxResults, token: NextToken });
    const UserPools = items.map(({ settings }) => {
      const { Id, Name, LambdaConfig = {}, createdAt, modifiedAt } = settings();
      return {
        Id,
        Name,
        LambdaConfig,
        CreationDate: new Date(createdAt),
        LastModifiedDate: new Date(modifiedAt),
      };
    });
    return { UserPools, ...nextPage(nextToken) };
  },
});
