import type { Operation } from '../operation.js';
import { adminCreateUser } from './admin-create-user.js';
import { adminGetUser } from './admin-get-user.js';
import { adminSetUserPassword } from './admin-set-user-password.js';
import { adminUserGlobalSignOut } from './admin-user-global-sign-out.js';
import { associateSoftwareToken } from './associate-software-token.js';
import { describeUserPool } from './describe-user-pool.js';
import { describeUserPoolClient } from './describe-user-pool-client.js';
import { getTokensFromRefreshToken } from './get-tokens-from-refresh-token.js';
import { getUser } from './get-user.js';
import { globalSignOut } from './global-sign-out.js';
import { initiateAuth } from './initiate-auth.js';
import { respondToAuthChallenge } from './respond-to-auth-challenge.js';
import { revokeToken } from './revoke-token.js';
import { setUserMfaPreference } from './set-user-mfa-preference.js';
import { verifySoftwareToken } from './verify-software-token.js';

/** Every operation that the local pool serves. */
export const operations: readonly Operation[] = [
  adminCreateUser,
  adminGetUser,
  adminSetUserPassword,
  adminUserGlobalSignOut,
  associateSoftwareToken,
  describeUserPool,
  describeUserPoolClient,
  getTokensFromRefreshToken,
  getUser,
  globalSignOut,
  initiateAuth,
  respondToAuthChallenge,
  revokeToken,
  setUserMfaPreference,
  verifySoftwareToken,
];
