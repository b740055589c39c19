/**
 * Guards for HTTP servers, and a `fetch` that sends a token. It knows no framework; those have entries of their own,
 * such as `portcullis/http/express`. Without the AWS SDK.
 *
 * @module
 */

export type { RequireOptions } from '../verify/requirements.js';
export type { HttpAnswer, Refusal, RefusedRequest } from './core/answer.js';
export { type AuthFetchOptions, authFetch, type TokenHolder } from './core/auth-fetch.js';
export {
  createGuard,
  type Guard,
  type GuardOptions,
  type PoolWithVerifier,
  type TokensOf,
  type VerifierOf,
} from './core/guard.js';
export { type BearerScheme, bearerScheme } from './core/open-api.js';
export type { Register, RegisteredPrincipal } from './core/register.js';
export type { GuardedRequest, HeaderFields } from './core/request.js';
export {
  permissions,
  type Requirement,
  requireAuthentication,
  requireGroups,
  requireScopes,
} from './core/requirements.js';
export { fromBearer, fromCookie, fromHeader, fromQuery, type TokenSource } from './core/token-source.js';
