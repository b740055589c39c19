/**
 * The Gates backend: its people, and who calls a service of it. Without the AWS SDK.
 *
 * @module
 */

export type { GatesRole } from '../internal/gates-role.js';
export { type CreatedUser, GatesAdmin, type IncompleteUser } from './admin.js';
export {
  authenticate,
  authorize,
  authorizeScopes,
  type GatesUser,
  type HandleAuthOptions,
  handleAuth,
} from './auth.js';
export type {
  GatesAdminOptions,
  GatesCallOptions,
  IdTokenSource,
  Invitation,
  Sleep,
  UserQuery,
  UserUpdate,
} from './options.js';
export type { UserDetails, UserPage } from './users.js';
