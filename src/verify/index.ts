/**
 * Verification of Cognito's tokens, without the AWS SDK.
 *
 * @module
 */
export type { Clock } from '../internal/seams.js';
export { type DecodedToken, decodeUnverified, type JsonObject } from '../tokens/decode.js';
export type { AccessTokenClaims, ClaimsOf, IdTokenClaims, TokenUse } from './claims.js';
export { extractToken } from './extract-token.js';
export type { Fetch } from './fetch-keys.js';
export type { JsonWebKeySet } from './key-set.js';
export type { TokenVerifierOptions, TrustedPool, VerifierSettings, VerifyOptions } from './options.js';
export type { Principal } from './principal.js';
export type { Revocation } from './revocation.js';
export type { SchemaIssue, StandardSchema } from './standard-schema.js';
export { TokenVerifier } from './token-verifier.js';
