import * as v from 'valibot';
import { InvalidOptionError } from '../../errors/invalid-option.js';
import { check, nonEmpty, oneOrMore } from '../../internal/options.js';
import type { Principal } from '../../verify/principal.js';
import {
  assertCarriesScopes,
  assertInGroups,
  type RequireOptions,
  requireOptions,
} from '../../verify/requirements.js';

/**
 * What is asked of a principal besides a good token: it throws, or rejects with, a `TokenError` when that is not given.
 * Write your own for what only the application knows.
 */
export type Requirement<Who extends Principal = Principal> = (principal: Who) => void | Promise<void>;

type Names = string | readonly string[];

const groupNames = oneOrMore(nonEmpty);
// What a scope may be made of (RFC 6749, section 3.3): it goes into a header of the answer.
const scopeNames = oneOrMore(v.pipe(nonEmpty, v.regex(/^[!#-[\]-~]+$/, 'is no scope')));

/**
 * The user is in one of the groups, or in all.
 *
 * @throws {InvalidOptionError} at once, when there is no group to be in.
 */
export function requireGroups(groups: Names, options: RequireOptions = {}): Requirement {
  const needed = check(groupNames, groups, 'groups');
  const checked = check(requireOptions, options, 'options');
  return principal => assertInGroups(principal, needed, checked);
}

/**
 * The token carries one of the scopes, or all. Only access tokens carry any.
 *
 * @throws {InvalidOptionError} at once, when there is no scope to carry.
 */
export function requireScopes(scopes: Names, options: RequireOptions = {}): Requirement {
  const needed = check(scopeNames, scopes, 'scopes');
  const checked = check(requireOptions, options, 'options');
  return principal => assertCarriesScopes(principal, needed, checked);
}

const permissionTable = v.pipe(
  v.record(nonEmpty, v.array(nonEmpty, 'must be a list of actions'), 'must map groups to lists of actions'),
  v.check(table => Object.keys(table).length > 0, 'must name a group'),
);

/**
 * Reads a table of groups and what they may do, and returns what makes requirements of its actions.
 *
 * ```ts
 * import { permissions } from 'portcullis/http';
 *
 * const requirePermission = permissions({ clerks: ['invoices:read'], admins: ['invoices:read', 'invoices:write'] });
 * const mayWrite = requirePermission('invoices:write');
 * ```
 *
 * @throws {InvalidOptionError} when the table is no table, or an action is in none of its lists.
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
