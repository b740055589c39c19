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

/** Reads what is there. Nothing is written. */
export async function readState(
  wanted: readonly Wanted[],
  { groups, roles, path }: { readonly groups: GroupManager; readonly roles: Roles; readonly path: string },
  options: CallOptions,
): Promise<State> {
  const found = { groups: new Map<string, NewGroup>(), roles: new Map<string, Role>() };
  for await (const group of groups.list(options)) found.groups.set(group.name, group);
  const names = [...wanted.map(({ roleName }) => roleName), ...(await roles.namesUnder(path))];
  for (const name of new Map(names.map(name => [roleKey(name), name])).values()) {
    const role = await roles.find(name);
    if (role) found.roles.set(roleKey(name), role);
  }
  return found;
}
