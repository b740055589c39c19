/**
 * Groups with their IAM roles, and permissions in the application, from one definition.
 *
 * @module
 */
export type { Change, Correction, Deletion, GroupSettings } from './changes.js';
export type { Definition, GroupDefinition, GroupDefinitionJson } from './definition.js';
export type { IamClient, IamRole } from './iam-client.js';
export { isAllowed, type PermissionTable, permissionsOf } from './permissions.js';
export type { PolicyDocument, PolicyStatement } from './policy.js';
export { type Plan, type PlanOptions, Provisioner, type ProvisionerOptions } from './provisioner.js';
