import type { GroupType } from '@aws-sdk/client-cognito-identity-provider';
import type { GroupRecord } from '../state/groups.js';

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
