import * as v from 'valibot';
import { groupName } from '../members/group.js';
import { refuseAtLimit } from '../state/quotas.js';
import { adminOperation } from './definition.js';
import { username, userPoolId } from './schemas.js';

/** Adding a user who is in the group already succeeds. */
export const adminAddUserToGroup = adminOperation({
  name: 'AdminAddUserToGroup',
  input: v.object({ UserPoolId: userPoolId, Username: username, GroupName: groupName }),
  handle: ({ Username, GroupName }, { users, groups }) => {
    const { name } = groups.require(GroupName);
    const user = users.require(Username);
    if (user.groups.includes(name)) return {};
    refuseAtLimit('groups of the user', user.groups.length);
    users.save({ ...user, groups: [...user.groups, name] });
    return {};
  },
});
