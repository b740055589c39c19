import { addCustomAttributes } from './add-custom-attributes.js';
import { adminAddUserToGroup } from './admin-add-user-to-group.js';
import { adminConfirmSignUp } from './admin-confirm-sign-up.js';
import { adminCreateUser } from './admin-create-user.js';
import { adminDeleteSoftwareToken } from './admin-delete-software-token.js';
import { adminDisableUser } from './admin-disable-user.js';
import { adminEnableUser } from './admin-enable-user.js';
import { adminListGroupsForUser } from './admin-list-groups-for-user.js';
import { adminRemoveUserFromGroup } from './admin-remove-user-from-group.js';
import { adminResetUserPassword } from './admin-reset-user-password.js';
import { adminSetUserPassword } from './admin-set-user-password.js';
import { associateSoftwareToken } from './associate-software-token.js';
import {
  adminListUserAuthEvents,
  adminUpdateAuthEventFeedback,
  updateAuthEventFeedback,
} from './auth-events.js';
import { changePassword } from './change-password.js';
import {
  addUserPoolClientSecret,
  deleteUserPoolClientSecret,
  listUserPoolClientSecrets,
} from './client-secrets.js';
import { confirmDevice } from './confirm-device.js';
import { confirmForgotPassword } from './confirm-forgot-password.js';
import { confirmSignUp } from './confirm-sign-up.js';
import { createGroup } from './create-group.js';
import { createIdentityProvider } from './create-identity-provider.js';
import { createUserPool } from './create-user-pool.js';
import { createUserPoolClient } from './create-user-pool-client.js';
import type { Operation } from './definition.js';
import { deleteGroup } from './delete-group.js';
import { deleteIdentityProvider } from './delete-identity-provider.js';
import { adminDeleteUser, deleteUser } from './delete-user.js';
import { adminDeleteUserAttributes, deleteUserAttributes } from './delete-user-attributes.js';
import { deleteUserPool } from './delete-user-pool.js';
import { deleteUserPoolClient } from './delete-user-pool-client.js';
import { describeIdentityProvider } from './describe-identity-provider.js';
import { describeUserPool } from './describe-user-pool.js';
import { describeUserPoolClient } from './describe-user-pool-client.js';
import { adminForgetDevice, forgetDevice } from './forget-device.js';
import { forgotPassword } from './forgot-password.js';
import { getClientToken } from './get-client-token.js';
import { getCsvHeader } from './get-csv-header.js';
import { adminGetDevice, getDevice } from './get-device.js';
import { getGroup } from './get-group.js';
import { getIdentityProviderByIdentifier } from './get-identity-provider-by-identifier.js';
import { getSigningCertificate } from './get-signing-certificate.js';
import { getTokensFromRefreshToken } from './get-tokens-from-refresh-token.js';
import { adminGetUser, getUser } from './get-user.js';
import { getUserAttributeVerificationCode } from './get-user-attribute-verification-code.js';
import { adminGetUserAuthFactors, getUserAuthFactors } from './get-user-auth-factors.js';
import { getUserPoolMfaConfig } from './get-user-pool-mfa-config.js';
import { adminUserGlobalSignOut, globalSignOut } from './global-sign-out.js';
import { adminInitiateAuth, initiateAuth } from './initiate-auth.js';
import {
  createManagedLoginBranding,
  deleteManagedLoginBranding,
  describeManagedLoginBranding,
  describeManagedLoginBrandingByClient,
  updateManagedLoginBranding,
} from './kept/branding.js';
import {
  describeRiskConfiguration,
  getLogDeliveryConfiguration,
  getUICustomization,
  setLogDeliveryConfiguration,
  setRiskConfiguration,
  setUICustomization,
} from './kept/configurations.js';
import {
  createUserPoolDomain,
  deleteUserPoolDomain,
  describeUserPoolDomain,
  updateUserPoolDomain,
} from './kept/domains.js';
import { getProvisionedLimit, updateProvisionedLimit } from './kept/limits.js';
import {
  createUserPoolReplica,
  deleteUserPoolReplica,
  listUserPoolReplicas,
  updateUserPoolReplica,
} from './kept/replicas.js';
import {
  createResourceServer,
  deleteResourceServer,
  describeResourceServer,
  listResourceServers,
  updateResourceServer,
} from './kept/resource-servers.js';
import {
  createTerms,
  deleteTerms,
  describeTerms,
  describeTermsByClient,
  listTerms,
  updateTerms,
} from './kept/terms.js';
import { adminListDevices, listDevices } from './list-devices.js';
import { listGroups } from './list-groups.js';
import { listIdentityProviders } from './list-identity-providers.js';
import { listUserPoolClients } from './list-user-pool-clients.js';
import { listUserPools } from './list-user-pools.js';
import { adminListUserSessions, listUserSessions } from './list-user-sessions.js';
import { listUsers } from './list-users.js';
import { listUsersInGroup } from './list-users-in-group.js';
import { adminDisableProviderForUser, adminLinkProviderForUser } from './provider-for-user.js';
import { resendConfirmationCode } from './resend-confirmation-code.js';
import { adminRespondToAuthChallenge, respondToAuthChallenge } from './respond-to-auth-challenge.js';
import { revokeToken } from './revoke-token.js';
import { adminRevokeUserSession, revokeUserSession } from './revoke-user-session.js';
import {
  getUserPoolClientSessionConfiguration,
  getUserPoolSessionConfiguration,
  setUserPoolClientSessionConfiguration,
  setUserPoolSessionConfiguration,
} from './session-configuration.js';
import { adminSetUserMfaPreference, setUserMfaPreference } from './set-user-mfa-preference.js';
import { setUserPoolMfaConfig } from './set-user-pool-mfa-config.js';
import { adminSetUserSettings, setUserSettings } from './set-user-settings.js';
import { signUp } from './sign-up.js';
import { listTagsForResource, tagResource, untagResource } from './tags.js';
import { adminUpdateDeviceStatus, updateDeviceStatus } from './update-device-status.js';
import { updateGroup } from './update-group.js';
import { updateIdentityProvider } from './update-identity-provider.js';
import { adminUpdateUserAttributes, updateUserAttributes } from './update-user-attributes.js';
import { updateUserPool } from './update-user-pool.js';
import { updateUserPoolClient } from './update-user-pool-client.js';
import {
  createUserImportJob,
  describeUserImportJob,
  listUserImportJobs,
  startUserImportJob,
  stopUserImportJob,
} from './user-import-jobs.js';
import { verifySoftwareToken } from './verify-software-token.js';
import { verifyUserAttribute } from './verify-user-attribute.js';

/** Every operation that the local pool serves. */
export const operations: readonly Operation[] = [
  addCustomAttributes,
  addUserPoolClientSecret,
  adminAddUserToGroup,
  adminConfirmSignUp,
  adminCreateUser,
  adminDeleteSoftwareToken,
  adminDeleteUser,
  adminDeleteUserAttributes,
  adminDisableProviderForUser,
  adminDisableUser,
  adminEnableUser,
  adminForgetDevice,
  adminGetDevice,
  adminGetUser,
  adminGetUserAuthFactors,
  adminInitiateAuth,
  adminLinkProviderForUser,
  adminListDevices,
  adminListGroupsForUser,
  adminListUserAuthEvents,
  adminListUserSessions,
  adminRemoveUserFromGroup,
  adminResetUserPassword,
  adminRespondToAuthChallenge,
  adminRevokeUserSession,
  adminSetUserMfaPreference,
  adminSetUserPassword,
  adminSetUserSettings,
  adminUpdateAuthEventFeedback,
  adminUpdateDeviceStatus,
  adminUpdateUserAttributes,
  adminUserGlobalSignOut,
  associateSoftwareToken,
  changePassword,
  confirmDevice,
  confirmForgotPassword,
  confirmSignUp,
  createGroup,
  createIdentityProvider,
  createManagedLoginBranding,
  createResourceServer,
  createTerms,
  createUserImportJob,
  createUserPool,
  createUserPoolClient,
  createUserPoolDomain,
  createUserPoolReplica,
  deleteGroup,
  deleteIdentityProvider,
  deleteManagedLoginBranding,
  deleteResourceServer,
  deleteTerms,
  deleteUser,
  deleteUserAttributes,
  deleteUserPool,
  deleteUserPoolClient,
  deleteUserPoolClientSecret,
  deleteUserPoolDomain,
  deleteUserPoolReplica,
  describeIdentityProvider,
  describeManagedLoginBranding,
  describeManagedLoginBrandingByClient,
  describeResourceServer,
  describeRiskConfiguration,
  describeTerms,
  describeTermsByClient,
  describeUserImportJob,
  describeUserPool,
  describeUserPoolClient,
  describeUserPoolDomain,
  forgetDevice,
  forgotPassword,
  getClientToken,
  getCsvHeader,
  getDevice,
  getGroup,
  getIdentityProviderByIdentifier,
  getLogDeliveryConfiguration,
  getProvisionedLimit,
  getSigningCertificate,
  getTokensFromRefreshToken,
  getUICustomization,
  getUser,
  getUserAttributeVerificationCode,
  getUserAuthFactors,
  getUserPoolClientSessionConfiguration,
  getUserPoolMfaConfig,
  getUserPoolSessionConfiguration,
  globalSignOut,
  initiateAuth,
  listDevices,
  listGroups,
  listIdentityProviders,
  listResourceServers,
  listTagsForResource,
  listTerms,
  listUserImportJobs,
  listUserPoolClientSecrets,
  listUserPoolClients,
  listUserPoolReplicas,
  listUserPools,
  listUserSessions,
  listUsers,
  listUsersInGroup,
  resendConfirmationCode,
  respondToAuthChallenge,
  revokeToken,
  revokeUserSession,
  setLogDeliveryConfiguration,
  setRiskConfiguration,
  setUICustomization,
  setUserMfaPreference,
  setUserPoolClientSessionConfiguration,
  setUserPoolMfaConfig,
  setUserPoolSessionConfiguration,
  setUserSettings,
  signUp,
  startUserImportJob,
  stopUserImportJob,
  tagResource,
  untagResource,
  updateAuthEventFeedback,
  updateDeviceStatus,
  updateGroup,
  updateIdentityProvider,
  updateManagedLoginBranding,
  updateProvisionedLimit,
  updateResourceServer,
  updateTerms,
  updateUserAttributes,
  updateUserPool,
  updateUserPoolClient,
  updateUserPoolDomain,
  updateUserPoolReplica,
  verifySoftwareToken,
  verifyUserAttribute,
];
