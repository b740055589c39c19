import * as v from 'valibot';
import { operation } from './definition.js';
import { groupType } from './group-output.js';
import { groupName, userPoolId } from './schemas.js';

export const getGroup = operation({
  name: 'GetGroup',
  access: 'iam',
  input: v.object({ UserPoolId: userPoolId, GroupName: groupName }),
  handle: ({ UserPoolId, GroupName }, { groups }) => ({
    Group: groupType(UserPoolId, groups.require(GroupName)),
  }),
});
