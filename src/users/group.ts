import type { GroupType } from '@aws-sdk/client-cognito-identity-provider';
import type { CallOptions } from '../api/call-options.js';
import { callOptionEntries } from '../api/call-options.js';
import type { CognitoApi } from '../api/cognito-api.js';
import { type Pages, pages } from '../api/pages.js';
import { check, nonEmpty, pageSize, strictOptions } from '../internal/options.js';

/** A group of users: plain data. */
export interface Group {
  readonly name: string;
  readonly description: string | undefined;
  /** The lower, the more it counts where a user is in several groups. */
  readonly precedence: number | undefined;
  /** The IAM role that members may take on. */
  readonly roleArn: string | undefined;
  readonly createdAt: Date | undefined;
  readonly modifiedAt: Date | undefined;
}

/** What Cognito says of a group. */
export type GroupAnswer = GroupType;

export const groupFrom = (group: GroupAnswer = {}): Group => ({
  name: group.GroupName ?? '',
  description: group.Description,
  precedence: group.Precedence,
  roleArn: group.RoleArn,
  createdAt: group.CreationDate,
  modifiedAt: group.LastModifiedDate,
});

/** How to read a list. */
export interface ListOptions extends CallOptions {
  /** How many items to ask for at once, 1 to 60. Default 60. */
  readonly pageSize?: number | undefined;
}

export const listOptions = strictOptions({ ...callOptionEntries, pageSize });

/** AdminListGroupsForUser, page after page as they are asked for. @throws {InvalidOptionError} */
export function groupsOfUser(pool: CognitoApi, username: string, options: ListOptions = {}): Pages<Group> {
  const { pageSize, ...call } = check(listOptions, options, 'options');
  const Username = check(nonEmpty, username, 'username');
  const input = { UserPoolId: pool.config.userPoolId, Username, Limit: pageSize };
  return pages(async NextToken => {
    const output = await pool.call('AdminListGroupsForUser', { ...input, NextToken }, call);
    return { items: (output.Groups ?? []).map(groupFrom), nextToken: output.NextToken };
  });
}
