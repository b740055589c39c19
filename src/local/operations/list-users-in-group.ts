import * as v from 'valibot';
import { operation } from './definition.js';
import { userType } from './output.js';
import { limit, nextPage, pageToken } from './paging.js';
import { groupName, userPoolId } from './schemas.js';

export const listUsersInGroup = operation({
  name: 'ListUsersInGroup',
  access: 'iam',
  input: v.object({ UserPoolId: userPoolId, GroupName: groupName, Limit: limit, NextToken: pageToken }),
  handle: ({ GroupName, Limit, NextToken }, { groups, users }) => {
    const { name } = groups.require(GroupName);
    const { items, nextToken } = users.pageOfMembers(name, { limit: Limit, token: NextToken });
    return { Users: items.map(userType), ...nextPage(nextToken) };
  },
});
