/**
 * Verification of Cognito's tokens, without the AWS SDK.
 *
 * @module
 */

export type { JsonWebKeySet } from '../config/key-options.js';
export type { Clock } from '../internal/seams.js';
export { type DecodedToken, decodeUnverified, type JsonObject } from '../tokens/decode.js';
export type { RevocationList, RevokeOptions } from '../tokens/revocation-list.js';
export type { AccessTokenClaims, ClaimsOf, IdTokenClaims, TokenUse } from './claims.js';
export { extractToken } from './extract-token.js';
export type { Fetch } from './fetch-keys.js';
export { MemoryRevocationList, type MemoryRevocationListOptions } from './memory-revocation-list.js';
export type {
  TenantVerifierOptions,
  TokenVerifierOptions,
  TrustedPool,
  VerifierSettings,
  VerifyOptions,
} from './options.js';
export type { Principal } from './principal.js';
export type { Revocation } from './revocation.js';
export { type RevokedInListOptions, revokedInList } from './revoked-in-list.js';
export { type RevokedInPoolOptions, revokedInPool } from './revoked-in-pool.js';
export type { SchemaIssue, StandardSchema } from './standard-schema.js';
export { TenantVerifier } from './tenant-verifier.js';
export { TokenVerifier } from './token-verifier.js';
export type { Verifier } from './verifier.js';
