import * as v from 'valibot';
import { CognitoException } from '../internal/exception.js';
import { groupMembers } from '../members/group.js';
import { refuseAtLimit } from '../state/quotas.js';
import { adminOperation } from './definition.js';
import { groupType } from './group-output.js';
import { userPoolId } from './schemas.js';

export const createGroup = adminOperation({
  name: 'CreateGroup',
  input: v.object({ UserPoolId: userPoolId, ...groupMembers }),
  handle: ({ UserPoolId, GroupName, Description, Precedence, RoleArn }, { groups, now }) => {
    if (groups.find(GroupName))
      throw new CognitoException('GroupExistsException', 'A group with the name already exists');
    refuseAtLimit('groups in the user pool', groups.count());
    const group = groups.save({
      name: GroupName,
      ...(Description !== undefined && { description: Description }),
      ...(Precedence !== undefined && { precedence: Precedence }),
      ...(RoleArn !== undefined && { roleArn: RoleArn }),
      createdAt: now(),
      modifiedAt: now(),
    });
    return { Group: groupType(UserPoolId, group) };
  },
});
