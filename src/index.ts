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
export type { Registered, Registration } from './account/sign-up.js';
export { type SoftwareToken, totpCode } from './account/software-token.js';
export { Cognito, type SignOutOutcome, type VerifiedTokens } from './cognito.js';
export type {
  AuthenticateOptions,
  CognitoOptions,
  CustomAuthOptions,
  UserAuthOptions,
} from './cognito-options.js';
export type { RespondOptions } from './cognito-sign-in.js';
export type { Credentials, PoolOptions } from './config/pool-config.js';
export type { DeviceKeeping } from './device-keeper.js';
export * from './errors/index.js';
export { GatesAdmin } from './gates/admin.js';
export type { GatesAdminOptions, GatesCallOptions } from './gates/options.js';
export type { GatesRole } from './internal/gates-role.js';
export type { AttributeMap, Attributes, AttributeValue } from './pool/attributes.js';
export type { CallOptions } from './pool/connection.js';
export type { Page, Pages } from './pool/pages.js';
export type { FirstFactor } from './sign-in/flows.js';
export type * from './sign-in/handlers.js';
export { FileStore, type FileStoreOptions } from './stores/file.js';
export { MemoryStore } from './stores/memory.js';
export type { DeviceOwner, DeviceStore, RememberedDevice } from './tokens/device-store.js';
export type { SessionKey, TokenStore } from './tokens/store.js';
export { type TokenData, TokenSet } from './tokens/token-set.js';
export * from './verify/index.js';
