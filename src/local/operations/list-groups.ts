import * as v from 'valibot';
import { adminOperation } from './definition.js';
import { groupType } from './group-output.js';
import { limit, nextPage, pageToken } from './paging.js';
import { userPoolId } from './schemas.js';

export const listGroups = adminOperation({
  name: 'ListGroups',
  input: v.object({ UserPoolId: userPoolId, Limit: limit, NextToken: pageToken }),
  handle: ({ UserPoolId, Limit, NextToken }, { groups }) => {
    const { items, nextToken } = groups.page({ limit: Limit, token: NextToken });
    return { Groups: items.map(group => groupType(UserPoolId, group)), ...nextPage(nextToken) };
  },
});
