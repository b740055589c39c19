import * as v from 'valibot';
import { InvalidOptionError } from '../../errors/invalid-option.js';
import { type AuthenticationNeeded, InsufficientAuthenticationError } from '../../errors/unauthorized.js';
import { check, listOf, nonEmpty, oneOrMore, strictOptions, wholeNumber } from '../../internal/options.js';
import { optional } from '../../internal/schemas.js';
import type { Principal } from '../../verify/principal.js';
import {
  assertCarriesScopes,
  assertInGroups,
  type RequireOptions,
  requireOptions,
} from '../../verify/requirements.js';

/**
 * A check of a principal, besides a valid token: it throws, or rejects with, a `TokenError` to refuse. Write your own for
 * the application's rules, and throw a `ForbiddenError`.
 */
export type Requirement<Who extends Principal = Principal> = (principal: Who) => void | Promise<void>;

type Names = string | readonly string[];

const groupNames = oneOrMore(nonEmpty);
// What a scope may be made of (RFC 6749, section 3.3): it goes into a header of the answer.
const scopeNames = oneOrMore(v.pipe(nonEmpty, v.regex(/^[!#-[\]-~]+$/, 'is no scope')));

/**
 * The user is in one of the groups, or in all.
 *
 * @throws {InvalidOptionError} at once, when `groups` is empty.
 */
export function requireGroups(groups: Names, options: RequireOptions = {}): Requirement {
  const needed = check(groupNames, groups, 'groups');
  const checked = check(requireOptions, options, 'options');
  return principal => assertInGroups(principal, needed, checked);
}

/**
 * The token carries one of the scopes, or all. Only access tokens carry any.
 *
 * @throws {InvalidOptionError} at once, when `scopes` is empty.
 */
export function requireScopes(scopes: Names, options: RequireOptions = {}): Requirement {
  const needed = check(scopeNames, scopes, 'scopes');
  const checked = check(requireOptions, options, 'options');
  return principal => assertCarriesScopes(principal, needed, checked);
}

const authenticationNeeded = v.pipe(
  strictOptions({
    maxAgeSeconds: optional(wholeNumber(0, undefined, 'seconds')),
    acrValues: optional(scopeNames),
  }),
  v.check(
    ({ maxAgeSeconds, acrValues }) => (maxAgeSeconds ?? acrValues) !== undefined,
    'must ask for something',
  ),
);

/**
 * The user signed in at most so long ago (`auth_time`), or in one of these ways (`acr`, where a trigger of the pool adds it).
 * Otherwise the answer is the challenge of RFC 9470, upon which a client sends its user to sign in again.
 *
 * @throws {InvalidOptionError} at once, when nothing is asked for.
 */
export function requireAuthentication(needed: AuthenticationNeeded): Requirement {
  const checked = check(authenticationNeeded, needed, 'needed');
  const { maxAgeSeconds = Number.POSITIVE_INFINITY, acrValues } = checked;
  return ({ authTime, claims }) => {
    const { acr } = claims as { readonly acr?: unknown };
    const age = authTime ? Date.now() - authTime.getTime() : Number.POSITIVE_INFINITY;
    const isRecent = maxAgeSeconds === Number.POSITIVE_INFINITY || age <= maxAgeSeconds * 1000;
    if (!isRecent || (acrValues && !acrValues.some(value => value === acr)))
      throw new InsufficientAuthenticationError(checked);
  };
}

const permissionTable = v.pipe(
  v.record(nonEmpty, listOf('actions'), 'must map groups to lists of actions'),
  v.check(table => Object.keys(table).length > 0, 'must name a group'),
);

/**
 * Takes a table of groups and their actions, and returns a function that makes a requirement of an action.
 *
 * ```ts
 * import { permissions } from 'portcullis/http';
 *
 * const requirePermission = permissions({ clerks: ['invoices:read'], admins: ['invoices:read', 'invoices:write'] });
 * const mayWrite = requirePermission('invoices:write');
 * ```
 *
 * @throws {InvalidOptionError} when the table is malformed, or an action is in none of its lists.
 */
export function permissions<const Table extends Readonly<Record<string, readonly string[]>>>(
  table: Table,
): (action: Table[keyof Table][number]) => Requirement {
  const entries = Object.entries(check(permissionTable, table, 'permissions'));
  return action => {
    const groups = entries.filter(([, actions]) => actions.includes(action)).map(([group]) => group);
    if (groups.length === 0) throw new InvalidOptionError('action', 'is one that no group may do');
    return requireGroups(groups);
  };
}
