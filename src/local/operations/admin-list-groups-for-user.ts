import * as v from 'valibot';
import { OrderedKeys } from '../state/ordered-keys.js';
import { adminUserOperation } from './definition.js';
import { groupType } from './group-output.js';
import { limit, nextPage, pageToken } from './paging.js';

/** The user's groups, by precedence as in their tokens. */
export const adminListGroupsForUser = adminUserOperation({
  name: 'AdminListGroupsForUser',
  input: v.object({ Limit: limit, NextToken: pageToken }),
  handle: ({ Limit, NextToken }, { pool: { groups, settings }, user }) => {
    const keys = new OrderedKeys();
    for (const { name } of groups.ofUser(user)) keys.add(name);
    const read = (name: string) => groups.find(name);
    const { items, nextToken } = keys.page({ limit: Limit, token: NextToken, read });
    return { Groups: items.map(group => groupType(settings().Id, group)), ...nextPage(nextToken) };
  },
});
