import * as v from 'valibot';
import { type AttributeMap, cognitoNames } from '../api/attributes.js';
import type { CallOptions } from '../api/call-options.js';
import { callOptionEntries } from '../api/call-options.js';
import type { CognitoApi } from '../api/cognito-api.js';
import { type Pages, pages } from '../api/pages.js';
import { checkAttributeMap, type NoMap } from '../api/user-attributes.js';
import { check, listOf, pageSize, strictOptions, stringMap } from '../internal/options.js';
import { optional } from '../internal/schemas.js';
import { UserFilter } from './filter.js';
import { User } from './user.js';

/** Which users to list, and what of them. */
export interface ListUsersOptions<Map extends AttributeMap = NoMap> extends CallOptions {
  /** Only these users: `where.email.startsWith('ada')`. */
  readonly filter?: UserFilter | undefined;
  /** Only these attributes, besides `sub`. */
  readonly attributes?: readonly string[] | undefined;
  readonly attrMap?: Map | undefined;
  /** How many users to ask for at once, 1 to 60. Default 60. */
  readonly pageSize?: number | undefined;
}

const listUsersOptions = strictOptions({
  ...callOptionEntries,
  filter: optional(v.instance(UserFilter, "must be made by where, such as where.email.startsWith('ada')")),
  attributes: optional(listOf('names')),
  attrMap: optional(stringMap, {}),
  pageSize,
});

/** ListUsers, page after page as they are asked for. @throws {InvalidOptionError} */
export function listUsers<Map extends AttributeMap>(
  pool: CognitoApi,
  options: ListUsersOptions<Map>,
): Pages<User<Map>> {
  const { filter, attributes, attrMap, pageSize, ...call } = check(listUsersOptions, options, 'options');
  checkAttributeMap(attrMap);
  const input = {
    UserPoolId: pool.config.userPoolId,
    Limit: pageSize,
    Filter: filter?.toString(),
    AttributesToGet: attributes && [...new Set(['sub', ...attributes.map(cognitoNames(attrMap))])],
  };
  return pages(async PaginationToken => {
    const output = await pool.call('ListUsers', { ...input, PaginationToken }, call);
    return {
      items: (output.Users ?? []).map(user => new User<Map>(pool, user, attrMap)),
      nextToken: output.PaginationToken,
    };
  });
}
