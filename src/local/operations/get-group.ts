import * as v from 'valibot';
import { groupName } from '../members/group.js';
import { adminOperation } from './definition.js';
import { groupType } from './group-output.js';
import { userPoolId } from './schemas.js';

export const getGroup = adminOperation({
  name: 'GetGroup',
  input: v.object({ UserPoolId: userPoolId, GroupName: groupName }),
  handle: ({ UserPoolId, GroupName }, { groups }) => ({
    Group: groupType(UserPoolId, groups.require(GroupName)),
  }),
});
