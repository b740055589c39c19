import { RoleTakenError } from '../errors/provisioning.js';
import type { NewGroup } from '../groups/group-manager.js';
import type { Change, Correction, Deletion, GroupSettings, Wanted } from './changes.js';
import { POLICY_NAME, type Role } from './roles.js';
import { samePolicy } from './same-policy.js';
import { roleKey, type State } from './state.js';

/** How things should be. */
export interface Target {
  readonly wanted: readonly Wanted[];
  readonly trustPolicy: unknown;
  /** The IAM path of the roles that were made for this pool. */
  readonly path: string;
  readonly prune: boolean;
}

/** The changes in their order, and what stays because pruning is off. */
export interface Difference {
  readonly changes: readonly Change[];
  readonly leftovers: readonly Deletion[];
}

/**
 * Compares what is there with how things should be.
 *
 * The order makes every step safe to stop after. A role is made trustworthy first, then loses what it should not
 * grant, then is given its policy, and only then linked to the group: no member ever gets a role that is not ready.
 * A group is deleted before its role, so that no group keeps a link to a role name that others could create again.
 *
 * @throws {RoleTakenError}
 */
export function compare(target: Target, state: State): Difference {
  const extras = (group: Wanted) => grantsBeyond(state.roles.get(roleKey(group.roleName)));
  const abandoned = deletionsOf(target, state);
  const changes = target.wanted.flatMap(group => [
    ...trustOf(group, target, state),
    ...(target.prune ? extras(group) : []),
    ...policyOf(group, state),
    ...groupOf(group, state),
  ]);
  return target.prune
    ? { changes: [...changes, ...abandoned], leftovers: [] }
    : { changes, leftovers: [...target.wanted.flatMap(extras), ...abandoned] };
}

function trustOf({ name: group, roleName: role }: Wanted, target: Target, state: State): Correction[] {
  const { trustPolicy, path } = target;
  const found = state.roles.get(roleKey(role));
  if (!found) return [{ kind: 'create-role', role, group, trustPolicy }];
  // A role made for something else would lend its rights to the members, and would no longer serve its purpose.
  if (found.path !== path && state.groups.get(group)?.roleArn !== found.arn)
    throw new RoleTakenError(role, group);
  if (samePolicy(found.trustPolicy, trustPolicy)) return [];
  return [{ kind: 'set-trust-policy', role, from: found.trustPolicy, to: trustPolicy }];
}

function policyOf({ roleName: role, policy }: Wanted, state: State): Correction[] {
  const found = state.roles.get(roleKey(role))?.policy;
  if (found === undefined) return [{ kind: 'put-policy', role, to: policy }];
  return samePolicy(found, policy) ? [] : [{ kind: 'put-policy', role, from: found, to: policy }];
}

function groupOf(wanted: Wanted, state: State): Correction[] {
  const { name: group, roleName: role } = wanted;
  const found = state.groups.get(group);
  if (!found) return [{ kind: 'create-group', group, to: { role, ...settingsOf(wanted) } }];
  const arn = state.roles.get(roleKey(role))?.arn;
  const linked = arn !== undefined && found.roleArn === arn;
  const settings = changedSettings(wanted, found);
  if (linked && Object.keys(settings.to).length === 0) return [];
  if (linked) return [{ kind: 'update-group', group, ...settings }];
  const from = { ...(found.roleArn !== undefined && { roleArn: found.roleArn }), ...settings.from };
  return [{ kind: 'update-group', group, from, to: { role, ...settings.to } }];
}

const settingsOf = ({ description, precedence }: NewGroup): GroupSettings => ({
  ...(description !== undefined && { description }),
  ...(precedence !== undefined && { precedence }),
});

function changedSettings(wanted: Wanted, found: NewGroup): { from: GroupSettings; to: GroupSettings } {
  const description = wanted.description === found.description ? undefined : wanted.description;
  const precedence = wanted.precedence === found.precedence ? undefined : wanted.precedence;
  const from = {
    ...(description !== undefined && found.description !== undefined && { description: found.description }),
    ...(precedence !== undefined && found.precedence !== undefined && { precedence: found.precedence }),
  };
  return { from, to: settingsOf({ ...wanted, description, precedence }) };
}

/** What a role grants besides the definition's policy. */
function grantsBeyond(role: Role | undefined): Deletion[] {
  if (!role) return [];
  return [
    ...role.otherPolicies.map(policy => ({ kind: 'delete-policy', role: role.name, policy }) as const),
    ...role.attached.map(policyArn => ({ kind: 'detach-policy', role: role.name, policyArn }) as const),
  ];
}

/** The roles that were made for this pool and are in no definition now, and the groups that are linked to them. */
function deletionsOf({ wanted, path }: Target, { groups, roles }: State): Deletion[] {
  const wantedRoles = new Set(wanted.map(({ roleName }) => roleKey(roleName)));
  const wantedGroups = new Set(wanted.map(({ name }) => name));
  const made = [...roles.values()].filter(role => role.path === path);
  const arns = new Set(made.map(({ arn }) => arn));
  const abandonedGroups = [...groups.values()].filter(
    ({ name, roleArn }) => !wantedGroups.has(name) && roleArn !== undefined && arns.has(roleArn),
  );
  const abandonedRoles = made.filter(({ name }) => !wantedRoles.has(roleKey(name)));
  return [
    ...abandonedGroups.map(({ name }) => ({ kind: 'delete-group', group: name }) as const),
    ...abandonedRoles.flatMap(deletionOfRole),
  ];
}

/** IAM refuses to delete a role that has policies. */
const deletionOfRole = (role: Role): Deletion[] => [
  ...grantsBeyond(role),
  ...(role.policy === undefined
    ? []
    : [{ kind: 'delete-policy', role: role.name, policy: POLICY_NAME } as const]),
  { kind: 'delete-role', role: role.name },
];
