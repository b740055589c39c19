/**
 * The Gates backend: its people, and who calls a service of it. Without the AWS SDK.
 *
 * @module
 */

export type { Page, Pages } from '../api/pages.js';
export type { GatesRole } from '../internal/gates-role.js';
export { extractToken } from '../verify/extract-token.js';
export { TokenVerifier } from '../verify/token-verifier.js';
export { type CreatedUser, GatesAdmin, type IncompleteUser } from './admin.js';
export {
  authenticate,
  authorize,
  authorizeScopes,
  type GatesUser,
  type HandleAuthOptions,
  handleAuth,
  type Verifier,
} from './auth.js';
export type {
  GatesAdminOptions,
  GatesCallOptions,
  IdTokenSource,
  NewUser,
  Sleep,
  UserQuery,
  UserUpdate,
} from './options.js';
export type { UserDetails, UserPage } from './users.js';
