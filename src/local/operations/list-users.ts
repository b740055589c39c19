import * as v from 'valibot';
import { invalidParameter } from '../internal/exception.js';
import { text } from '../members/shapes.js';
import { attributeIn } from '../state/attribute-schema.js';
import { parseUserFilter } from '../state/user-filter.js';
import { adminOperation } from './definition.js';
import { userType } from './output.js';
import { limit, pageToken } from './paging.js';
import { attributeNames, userPoolId } from './schemas.js';

export const listUsers = adminOperation({
  name: 'ListUsers',
  input: v.object({
    UserPoolId: userPoolId,
    AttributesToGet: v.optional(attributeNames),
    Limit: limit,
    PaginationToken: pageToken,
    Filter: v.optional(text({ min: 0, max: 256 }), ''),
  }),
  handle: ({ AttributesToGet, Limit, PaginationToken, Filter }, { settings, users }) => {
    if (AttributesToGet?.some(name => !attributeIn(settings(), name)))
      throw invalidParameter('One or more requested attributes do not exist in user pool.');
    const page = { limit: Limit, token: PaginationToken };
    const { items, nextToken } = users.page(page, parseUserFilter(Filter));
    const wanted = ({ Name = '' }) => !AttributesToGet || AttributesToGet.includes(Name);
    return {
      Users: items.map(userType).map(user => ({ ...user, Attributes: user.Attributes?.filter(wanted) })),
      ...(nextToken !== undefined && { PaginationToken: nextToken }),
    };
  },
});
