import { InvalidOptionError } from '../errors/invalid-option.js';
import type { NewGroup } from '../groups/group-manager.js';
import type { Wanted } from './changes.js';
import { type GroupDefinition, ROLE_NAME, refuseTwice } from './definition.js';
import { roleKey } from './state.js';

/**
 * The definition with a name for every role: the one that it gives, or that of a role which cognises made and the group is
 * linked to, or the pool's id and the group's name.
 *
 * @param groups The pool's groups, as far as they are known.
 * @throws {InvalidOptionError} naming the group at fault.
 */
export function withRoleNames(
  definition: readonly GroupDefinition[],
  userPoolId: string,
  groups: ReadonlyMap<string, NewGroup> = new Map(),
): readonly Wanted[] {
  const wanted = definition.map((group, index) => {
    const roleName =
      group.roleName ?? roleOfCognises(groups.get(group.name)) ?? `${userPoolId}_${group.name}`;
    if (ROLE_NAME.test(roleName)) return { ...group, roleName };
    throw new InvalidOptionError(
      `definition[${index}].role_name`,
      "is missing, and IAM takes no role that is named after the group: at most 64 of A-Z a-z 0-9 _ + = , . @ -, the pool's id included",
    );
  });
  refuseTwice(
    wanted.map(({ roleName }) => roleKey(roleName)),
    'role_name',
    "the name of an earlier group's role; IAM does not tell case apart",
  );
  return wanted;
}

/** The role that cognises made for a group, where the group is linked to one. It has the path `/`. */
export function roleOfCognises(group: NewGroup | undefined): string | undefined {
  if (!group?.roleArn) return undefined;
  const name = `role_${group.name}`;
  return group.roleArn.endsWith(`:role/${name}`) ? name : undefined;
}
