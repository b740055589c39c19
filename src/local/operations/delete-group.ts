import * as v from 'valibot';
import { groupName } from '../members/group.js';
import { leaveGroup } from './admin-remove-user-from-group.js';
import { adminOperation } from './definition.js';
import { userPoolId } from './schemas.js';

export const deleteGroup = adminOperation({
  name: 'DeleteGroup',
  input: v.object({ UserPoolId: userPoolId, GroupName: groupName }),
  handle: ({ GroupName }, { groups, users }) => {
    groups.remove(groups.require(GroupName));
    for (const member of users.membersOf(GroupName)) leaveGroup(users, member, GroupName);
    return {};
  },
});
