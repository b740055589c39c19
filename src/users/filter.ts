import { InvalidOptionError } from '../errors/invalid-option.js';
import { check, flag, nonEmpty } from '../internal/options.js';
import type { UserStatus } from './user.js';

/** `UserFilterType` of the Cognito API. */
const LONGEST = 256;

/** Which users a list contains: one comparison of one attribute. Made by {@link where}. */
export class UserFilter {
  readonly #expression: string;

  /** @throws {InvalidOptionError} when the value is empty or too long for Cognito. */
  constructor(attribute: string, operator: '=' | '^=', value: string) {
    // Within quotation marks a backslash escapes the next character, so both have to be escaped.
    const quoted = check(nonEmpty, value, 'filter').replace(/["\\]/g, '\\$&');
    this.#expression = `${attribute} ${operator} "${quoted}"`;
    if (this.#expression.length > LONGEST)
      throw new InvalidOptionError('filter', `is longer than the ${LONGEST} characters that Cognito takes`);
  }

  /** The expression as ListUsers takes it: `email ^= "ada"`. */
  toString(): string {
    return this.#expression;
  }
}

/** The comparisons of a text. Both are case-sensitive for `username`. */
export interface TextComparisons {
  equals(value: string): UserFilter;
  startsWith(prefix: string): UserFilter;
}

const text = (attribute: string): TextComparisons => ({
  equals: value => new UserFilter(attribute, '=', value),
  startsWith: prefix => new UserFilter(attribute, '^=', prefix),
});

/**
 * Filters for lists of users, by the attributes that Cognito can search. Custom attributes are not among them.
 *
 * ```ts
 * import { UserPool, where } from 'portcullis';
 *
 * const { users } = new UserPool({ userPoolId: 'eu-west-1_AbCdEf123' });
 * for await (const user of users.search(where.email.startsWith('ada'))) console.log(user.username);
 * ```
 */
export const where = {
  username: text('username'),
  sub: text('sub'),
  email: text('email'),
  phone_number: text('phone_number'),
  name: text('name'),
  given_name: text('given_name'),
  family_name: text('family_name'),
  preferred_username: text('preferred_username'),
  /** Where the account stands: `CONFIRMED`, `FORCE_CHANGE_PASSWORD`, … */
  status: { equals: (status: UserStatus) => new UserFilter('cognito:user_status', '=', status) },
  /** Whether the user may sign in at all. */
  enabled: {
    equals: (enabled: boolean) =>
      new UserFilter('status', '=', check(flag, enabled, 'filter') ? 'Enabled' : 'Disabled'),
  },
} as const;
