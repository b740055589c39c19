import * as v from 'valibot';
import { groupName } from '../members/group.js';
import type { UserRecord } from '../state/user-record.js';
import type { Users } from '../state/users.js';
import { adminOperation } from './definition.js';
import { username, userPoolId } from './schemas.js';

/** Removing a user who is not in the group succeeds. */
export const adminRemoveUserFromGroup = adminOperation({
  name: 'AdminRemoveUserFromGroup',
  input: v.object({ UserPoolId: userPoolId, Username: username, GroupName: groupName }),
  handle: ({ Username, GroupName }, { users, groups }) => {
    const { name } = groups.require(GroupName);
    leaveGroup(users, users.require(Username), name);
    return {};
  },
});

export function leaveGroup(users: Users, user: UserRecord, name: string): void {
  users.save({ ...user, groups: user.groups.filter(group => group !== name) });
}
