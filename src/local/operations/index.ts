import type { Operation } from '../operation.js';
import { adminCreateUser } from './admin-create-user.js';
import { adminForgetDevice } from './admin-forget-device.js';
import { adminGetDevice } from './admin-get-device.js';
import { adminGetUser } from './admin-get-user.js';
import { adminInitiateAuth } from './admin-initiate-auth.js';
import { adminListDevices } from './admin-list-devices.js';
import { adminRespondToAuthChallenge } from './admin-respond-to-auth-challenge.js';
import { adminSetUserPassword } from './admin-set-user-password.js';
import { adminUpdateDeviceStatus } from './admin-update-device-status.js';
import { adminUserGlobalSignOut } from './admin-user-global-sign-out.js';
import { associateSoftwareToken } from './associate-software-token.js';
import { confirmDevice } from './confirm-device.js';
import { describeUserPoolClient } from './describe-user-pool-client.js';
import { describeUserPool } from './describe-user-pool.js';
import { forgetDevice } from './forget-device.js';
import { getDevice } from './get-device.js';
import { getTokensFromRefreshToken } from './get-tokens-from-refresh-token.js';
import { getUser } from './get-user.js';
import { globalSignOut } from './global-sign-out.js';
import { initiateAuth } from './initiate-auth.js';
import { listDevices } from './list-devices.js';
import { respondToAuthChallenge } from './respond-to-auth-challenge.js';
import { revokeToken } from './revoke-token.js';
import { setUserMfaPreference } from './set-user-mfa-preference.js';
import { updateDeviceStatus } from './update-device-status.js';
import { verifySoftwareToken } from './verify-software-token.js';

/** Every operation that the local pool serves. */
export const operations: readonly Operation[] = [
  adminCreateUser,
  adminForgetDevice,
  adminGetDevice,
  adminGetUser,
  adminInitiateAuth,
  adminListDevices,
  adminRespondToAuthChallenge,
  adminSetUserPassword,
  adminUpdateDeviceStatus,
  adminUserGlobalSignOut,
  associateSoftwareToken,
  confirmDevice,
  describeUserPool,
  describeUserPoolClient,
  forgetDevice,
  getDevice,
  getTokensFromRefreshToken,
  getUser,
  globalSignOut,
  initiateAuth,
  listDevices,
  respondToAuthChallenge,
  revokeToken,
  setUserMfaPreference,
  updateDeviceStatus,
  verifySoftwareToken,
];
