import type { GroupType } from '@aws-sdk/client-cognito-identity-provider';
import * as v from 'valibot';
import type { GroupRecord } from '../state/groups.js';
import { groupName, text, whole } from './schemas.js';

/** What CreateGroup and UpdateGroup say of a group. */
export const groupMembers = {
  GroupName: groupName,
  Description: v.optional(text({ min: 0, max: 2048 })),
  Precedence: v.optional(whole(0, 2 ** 31 - 1)),
  RoleArn: v.optional(text({ min: 20, max: 2048, pattern: /^arn:[\w+=/,.@-]+:[\w+=/,.@-]+:.*$/ })),
};

/** The wire's `GroupType`, without what is not set. */
export const groupType = (UserPoolId: string, group: GroupRecord): GroupType => ({
  GroupName: group.name,
  UserPoolId,
  ...(group.description !== undefined && { Description: group.description }),
  ...(group.roleArn !== undefined && { RoleArn: group.roleArn }),
  ...(group.precedence !== undefined && { Precedence: group.precedence }),
  CreationDate: new Date(group.createdAt),
  LastModifiedDate: new Date(group.modifiedAt),
});
