import { type Definition, readDefinition } from './definition.js';

/** What the members of each group may do in the application. */
export type PermissionTable = Readonly<Record<string, readonly string[]>>;

/**
 * The permission table of a definition: its `allowed_functions`, by group.
 *
 * ```ts
 * import { isAllowed, permissionsOf } from 'portcullis/provisioning';
 *
 * const table = permissionsOf(
 *   '[{ "group_name": "staff", "group_policy": { "Statement": { "Effect": "Allow", "Action": "s3:*", "Resource": "*" } }, "allowed_functions": ["view"] }]',
 * );
 * console.log(isAllowed(table, ['staff'], 'view'));
 * ```
 *
 * @throws {InvalidOptionError} naming the field at fault.
 */
export function permissionsOf(definition: Definition): PermissionTable {
  const { groups } = readDefinition(definition);
  return Object.freeze(
    Object.fromEntries(
      groups.map(({ name, allowedFunctions = [] }) => [name, Object.freeze([...new Set(allowedFunctions)])]),
    ),
  );
}

/** Whether one of these groups may do `action`. A group that the table does not have may do nothing. */
export const isAllowed = (table: PermissionTable, groups: readonly string[], action: string): boolean =>
  groups.some(group => Object.hasOwn(table, group) && table[group]?.includes(action));
