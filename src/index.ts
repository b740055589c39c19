/**
 * A stateful Amazon Cognito client: `UserPool`, `Cognito`, stores, and the types of what they take and give. Each name
 * lives in one entry: errors in `portcullis/errors`, verification in `portcullis/verify`, guards in `portcullis/http`,
 * the Gates backend in `portcullis/gates`, pycognito's names in `portcullis/pycognito`, the local pool in
 * `portcullis/local`.
 *
 * @module
 */
export type { AuthFactors, Registered } from './account/account.js';
export type {
  AssociateSoftwareTokenOptions,
  AttributeOptions,
  CheckTokenOptions,
  ConfirmDeviceOptions,
  ConfirmSignUpOptions,
  Contact,
  DeviceStatusOptions,
  NamedOptions,
  Registration,
  VerifySoftwareTokenOptions,
} from './account/options.js';
export { qrCode } from './account/qr-code.js';
export { totpCode } from './account/totp-code.js';
export type { AttributeMap, Attributes, AttributeValue } from './api/attributes.js';
export type { CallOptions } from './api/call-options.js';
export type { CodeDelivery } from './api/code-delivery.js';
export type { CognitoApi } from './api/cognito-api.js';
export type { Device } from './api/devices.js';
export type { MfaPreference, MfaType } from './api/mfa-preference.js';
export type { Page, Pages } from './api/pages.js';
export type { Profile } from './api/profile.js';
export { type SecretHashParts, secretHash } from './api/secret-hash.js';
export type { SoftwareToken } from './api/software-token.js';
export type { CustomAttributes, StandardAttributes, UserAttributes } from './api/user-attributes.js';
export type { RevokeSessionOptions, UserSession } from './api/user-sessions.js';
export { Cognito, type CognitoOptions } from './cognito.js';
export type { Credentials } from './config/pool-config.js';
export type { Caller } from './groups/caller.js';
export type {
  GroupChanges,
  GroupGuard,
  GroupManager,
  HasGroupsOptions,
  NewGroup,
  SyncedGroups,
} from './groups/group-manager.js';
export type { AuthFlow } from './internal/auth-flows.js';
export type { NewDevice } from './person/confirm-device.js';
export type { DeviceOptions, PersonOptions } from './person/options.js';
export type { RenewOptions } from './person/renewal.js';
export type { ClientDescription, PoolDescription } from './pool-info/descriptions.js';
export type {
  IdentityProvider,
  IdentityProviderChanges,
  IdentityProviderOptions,
  NewIdentityProvider,
} from './pool-info/identity-providers.js';
export type { ClientChanges, PoolInfo } from './pool-info/pool-info.js';
export type { ConfigProblem, ConfigReport } from './pool-info/validate-config.js';
export type { AdminAuthenticateOptions } from './sign-in/admin-options.js';
export type { CognitoChallenge } from './sign-in/challenge.js';
export type { FirstFactor } from './sign-in/flows.js';
export type {
  ChallengeHandlers,
  ChoicePrompt,
  CodePrompt,
  CustomChallengePrompt,
  MfaSetupPrompt,
  MfaSetupReply,
  NewPasswordPrompt,
  NewPasswordReply,
  Prompt,
} from './sign-in/handlers.js';
export type {
  AuthenticateOptions,
  BeginMfaSetupOptions,
  CustomAuthOptions,
  RespondOptions,
  UserAuthOptions,
} from './sign-in/options.js';
export { FileStore, type FileStoreOptions } from './stores/file.js';
export { MemoryStore } from './stores/memory.js';
export type { DeviceOwner, DeviceStore, RememberedDevice } from './tokens/device-store.js';
export type { DropOutcome, RevokeOutcome, SignOutOutcome } from './tokens/sign-out.js';
export type { SessionKey, TokenStore } from './tokens/store.js';
export { type CompleteTokenSet, type TokenData, TokenSet } from './tokens/token-set.js';
export type { UserPoolOptions } from './user-pool/options.js';
export { UserPool } from './user-pool/user-pool.js';
export type { ExportOptions, UserExport } from './users/bulk/export-users.js';
export type { BulkFormat } from './users/bulk/format.js';
export type { ImportOptions } from './users/bulk/import-users.js';
export type { RowFailure } from './users/bulk/new-user-row.js';
export type { Quotas } from './users/bulk/paced-pool.js';
export type { BulkProgress, BulkSummary } from './users/bulk/progress.js';
export type { ImportSource } from './users/bulk/source.js';
export { type TextComparisons, UserFilter, where } from './users/filter.js';
export type { Group, GroupAnswer, ListOptions } from './users/group.js';
export type { ListUsersOptions } from './users/list-users.js';
export type { NewUser } from './users/new-user.js';
export { User, type UserAnswer, type UserStatus } from './users/user.js';
export type { UserManager } from './users/user-manager.js';
export type { VerifiedSession } from './verify/verified-session.js';
