import * as v from 'valibot';
import { groupMembers } from '../members/group.js';
import { adminOperation } from './definition.js';
import { groupType } from './group-output.js';
import { userPoolId } from './schemas.js';

/** What the request leaves out stays as it is. */
export const updateGroup = adminOperation({
  name: 'UpdateGroup',
  input: v.object({ UserPoolId: userPoolId, ...groupMembers }),
  handle: ({ UserPoolId, GroupName, Description, Precedence, RoleArn }, { groups, now }) => {
    const group = groups.save({
      ...groups.require(GroupName),
      ...(Description !== undefined && { description: Description }),
      ...(Precedence !== undefined && { precedence: Precedence }),
      ...(RoleArn !== undefined && { roleArn: RoleArn }),
      modifiedAt: now(),
    });
    return { Group: groupType(UserPoolId, group) };
  },
});
