/**
 * A stateful Amazon Cognito client: sign-in over SRP, MFA, sessions that stay fresh, and verification.
 *
 * @module
 */
export type { CodeDelivery } from './account/delivery.js';
export type { Device } from './account/devices.js';
export type { MfaPreference, MfaType } from './account/mfa-preference.js';
export type { AuthFactors, Contact, Profile } from './account/profile.js';
export { qrCode } from './account/qr-code.js';
export type { RevokeSessionOptions, UserSession } from './account/sessions.js';
export type { Registered, Registration } from './account/sign-up.js';
export { type SoftwareToken, totpCode } from './account/software-token.js';
export { Cognito, type VerifiedTokens } from './cognito.js';
export type {
  AuthenticateOptions,
  CognitoOptions,
  CustomAuthOptions,
  UserAuthOptions,
} from './cognito-options.js';
export type { RespondOptions } from './cognito-sign-in.js';
export type { Credentials, ManagerOptions, PoolOptions } from './config/pool-config.js';
export type { DeviceKeeping } from './device-keeper.js';
export * from './errors/index.js';
export { GatesAdmin } from './gates/admin.js';
export type { GatesAdminOptions, GatesCallOptions } from './gates/options.js';
export type { Caller } from './groups/caller.js';
export {
  type GroupChanges,
  GroupManager,
  type Guard,
  type NewGroup,
  type SyncedGroups,
} from './groups/group-manager.js';
export type { GatesRole } from './internal/gates-role.js';
export type { AttributeMap, Attributes, AttributeValue } from './pool/attributes.js';
export type { CallOptions } from './pool/connection.js';
export type { Page, Pages } from './pool/pages.js';
export type { ClientDescription, PoolDescription } from './pool-info/descriptions.js';
export type {
  IdentityProvider,
  IdentityProviderChanges,
  NewIdentityProvider,
} from './pool-info/identity-providers.js';
export { type ClientChanges, PoolInfo } from './pool-info/pool-info.js';
export type { AuthFlow, ConfigProblem, ConfigReport } from './pool-info/validate-config.js';
export type { FirstFactor } from './sign-in/flows.js';
export type * from './sign-in/handlers.js';
export { FileStore, type FileStoreOptions } from './stores/file.js';
export { MemoryStore } from './stores/memory.js';
export type { DeviceOwner, DeviceStore, RememberedDevice } from './tokens/device-store.js';
export type { SignOutOutcome } from './tokens/sign-out.js';
export type { SessionKey, TokenStore } from './tokens/store.js';
export { type TokenData, TokenSet } from './tokens/token-set.js';
export type { ExportOptions, UserExport } from './users/bulk/export-users.js';
export type { BulkFormat } from './users/bulk/format.js';
export type { ImportOptions } from './users/bulk/import-users.js';
export type { RowFailure } from './users/bulk/new-user-row.js';
export type { Quotas } from './users/bulk/paced-pool.js';
export type { BulkProgress, BulkSummary } from './users/bulk/progress.js';
export type { ImportSource } from './users/bulk/source.js';
export { type TextComparisons, UserFilter, where } from './users/filter.js';
export type { Group, ListOptions } from './users/group.js';
export type { ListUsersOptions } from './users/list-users.js';
export type { NewUser } from './users/new-user.js';
export { User, type UserStatus } from './users/user.js';
export type { CustomAttributes, StandardAttributes, UserAttributes } from './users/user-attributes.js';
export { UserManager } from './users/user-manager.js';
export * from './verify/index.js';
