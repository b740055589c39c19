import * as v from 'valibot';
import { adminOperation } from './definition.js';
import { groupType } from './group-output.js';
import { groupName, userPoolId } from './schemas.js';

export const getGroup = adminOperation({
  name: 'GetGroup',
  input: v.object({ UserPoolId: userPoolId, GroupName: groupName }),
  handle: ({ UserPoolId, GroupName }, { groups }) => ({
    Group: groupType(UserPoolId, groups.require(GroupName)),
  }),
});
