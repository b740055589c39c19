import type { CallOptions } from '../api/call-options.js';
import { RoleTakenError } from '../errors/provisioning.js';
import { GroupExistsError, ResourceNotFoundError } from '../errors/service.js';
import type { GroupManager } from '../groups/group-manager.js';
import type { Change } from './changes.js';
import { isRefusal, type Roles } from './roles.js';
import { roleKey } from './state.js';

/** What changes are made with. */
export interface Tools {
  readonly groups: GroupManager;
  readonly roles: Roles;
  readonly path: string;
  readonly description: string;
  /** The ARN of each role, by its key. A role that is created adds its own. */
  readonly arns: Map<string, string>;
  readonly options: CallOptions;
}

/** Makes one change. A change that was made meanwhile counts as made. */
export async function carryOut(change: Change, tools: Tools): Promise<void> {
  const { roles } = tools;
  switch (change.kind) {
    case 'create-role':
      return createRole(change, tools);
    case 'set-trust-policy':
      return roles.setTrustPolicy(change.role, change.to);
    case 'put-policy':
      return roles.setPolicy(change.role, change.to);
    case 'create-group':
      return createGroup(change, tools);
    case 'update-group':
      return updateGroup(change.group, change.to, tools);
    case 'delete-policy':
      return roles.deletePolicy(change.role, change.policy);
    case 'detach-policy':
      return roles.detachPolicy(change.role, change.policyArn);
    case 'delete-group':
      return deleteGroup(change.group, tools);
    case 'delete-role':
      return roles.delete(change.role);
  }
}

type Of<Kind extends Change['kind']> = Extract<Change, { readonly kind: Kind }>;

async function createRole({ role, group, trustPolicy }: Of<'create-role'>, tools: Tools): Promise<void> {
  const { roles, path, description, arns } = tools;
  try {
    arns.set(roleKey(role), (await roles.create(role, path, trustPolicy, description)).arn);
  } catch (error) {
    const found = isRefusal(error, 'EntityAlreadyExists') ? await roles.identify(role) : undefined;
    if (!found) throw error;
    if (found.path !== path) throw new RoleTakenError(role, group);
    await roles.setTrustPolicy(role, trustPolicy);
    arns.set(roleKey(role), found.arn);
  }
}

async function createGroup({ group, to }: Of<'create-group'>, tools: Tools): Promise<void> {
  const { groups, options } = tools;
  try {
    await groups.create({ name: group, ...linked(to, tools) }, options);
  } catch (error) {
    if (!(error instanceof GroupExistsError)) throw error;
    await updateGroup(group, to, tools);
  }
}

/** Sends also what stays: Cognito does not say whether UpdateGroup keeps what a request leaves out. */
async function updateGroup(group: string, to: Of<'update-group'>['to'], tools: Tools): Promise<void> {
  const { groups, options } = tools;
  const { description, precedence, roleArn } = await groups.get(group, options);
  await groups.update(group, { description, precedence, roleArn, ...linked(to, tools) }, options);
}

async function deleteGroup(group: string, { groups, options }: Tools): Promise<void> {
  try {
    await groups.delete(group, options);
  } catch (error) {
    if (!(error instanceof ResourceNotFoundError && error.code === 'GROUP_NOT_FOUND')) throw error;
  }
}

/** The settings of a group, its role by ARN. */
const linked = ({ role, ...settings }: Of<'update-group'>['to'], { arns }: Tools) => ({
  ...settings,
  ...(role !== undefined && { roleArn: arns.get(roleKey(role)) }),
});
