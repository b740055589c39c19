import type { CallOptions } from '../api/call-options.js';
import type { GroupManager, NewGroup } from '../groups/group-manager.js';

import type { Wanted } from './changes.js';
import type { Role, Roles } from './roles.js';

/** What is there. */
export interface State {
  readonly groups: ReadonlyMap<string, NewGroup>;
  /** The roles that the definition names, as far as they are there, and those that were made for this pool. */
  readonly roles: ReadonlyMap<string, Role>;
}

/** IAM tells the names of roles apart without regard to case. */
export const roleKey = (name: string): string => name.toLowerCase();

/** The groups of the pool, by name. */
export async function readGroups(
  groups: GroupManager,
  options: CallOptions,
): Promise<ReadonlyMap<string, NewGroup>> {
  const all = await groups.list(options).toArray();
  return new Map(all.map(group => [group.name, group]));
}

/** The roles that are wanted, as far as they are there, and those under the path, by {@link roleKey}. */
export async function readRoles(
  wanted: readonly Wanted[],
  roles: Roles,
  path: string,
): Promise<ReadonlyMap<string, Role>> {
  const found = new Map<string, Role>();
  const names = [...wanted.map(({ roleName }) => roleName), ...(await roles.namesUnder(path))];
  for (const name of new Map(names.map(name => [roleKey(name), name])).values()) {
    const role = await roles.find(name);
    if (role) found.set(roleKey(name), role);
  }
  return found;
}
