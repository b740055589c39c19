import * as v from 'valibot';
import { leaveGroup } from './admin-remove-user-from-group.js';
import { adminOperation } from './definition.js';
import { groupName, userPoolId } from './schemas.js';

export const deleteGroup = adminOperation({
  name: 'DeleteGroup',
  input: v.object({ UserPoolId: userPoolId, GroupName: groupName }),
  handle: ({ GroupName }, { groups, users }) => {
    groups.remove(groups.require(GroupName));
    for (const member of users.membersOf(GroupName)) leaveGroup(users, member, GroupName);
    return {};
  },
});
