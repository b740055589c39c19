import * as v from 'valibot';
import { groupName } from '../members/group.js';
import { adminOperation } from './definition.js';
import { userType } from './output.js';
import { limit, nextPage, pageToken } from './paging.js';
import { userPoolId } from './schemas.js';

export const listUsersInGroup = adminOperation({
  name: 'ListUsersInGroup',
  input: v.object({ UserPoolId: userPoolId, GroupName: groupName, Limit: limit, NextToken: pageToken }),
  handle: ({ GroupName, Limit, NextToken }, { groups, users }) => {
    const { name } = groups.require(GroupName);
    const { items, nextToken } = users.pageOfMembers(name, { limit: Limit, token: NextToken });
    return { Users: items.map(userType), ...nextPage(nextToken) };
  },
});
