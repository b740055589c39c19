import * as v from 'valibot';
import { OrderedKeys } from '../state/ordered-keys.js';
import { operation } from './definition.js';
import { groupType } from './group-output.js';
import { limit, nextPage, pageToken } from './paging.js';
import { username, userPoolId } from './schemas.js';

/** The user's groups, by precedence as in their tokens. */
export const adminListGroupsForUser = operation({
  name: 'AdminListGroupsForUser',
  access: 'iam',
  input: v.object({ UserPoolId: userPoolId, Username: username, Limit: limit, NextToken: pageToken }),
  handle: ({ UserPoolId, Username, Limit, NextToken }, { groups, users }) => {
    const keys = new OrderedKeys();
    for (const { name } of groups.ofUser(users.require(Username))) keys.add(name);
    const read = (name: string) => groups.find(name);
    const { items, nextToken } = keys.page({ limit: Limit, token: NextToken, read });
    return { Groups: items.map(group => groupType(UserPoolId, group)), ...nextPage(nextToken) };
  },
});
