/**
 * A stateful Amazon Cognito client: sign-in over SRP, MFA, sessions that stay fresh, and verification.
 *
 * @module
 */
export type { MfaPreference, MfaType } from './account/mfa-preference.js';
export { type SoftwareToken, totpCode } from './account/software-token.js';
export { Cognito, type RespondOptions, type SignOutOutcome, type VerifiedTokens } from './cognito.js';
export type { AuthenticateOptions, CognitoOptions } from './cognito-options.js';
export type { Credentials, PoolOptions } from './config/pool-config.js';
export * from './errors/index.js';
export type { CallOptions } from './pool/connection.js';
export type * from './sign-in/handlers.js';
export { FileStore, type FileStoreOptions } from './stores/file.js';
export { MemoryStore } from './stores/memory.js';
export type { SessionKey, TokenStore } from './tokens/store.js';
export { type TokenData, TokenSet } from './tokens/token-set.js';
export * from './verify/index.js';
