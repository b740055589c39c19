import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { operations } from '../../../src/local/operations/index.js';
import { table } from './table/index.js';

/** What the local pool has to serve: what clients cannot do without, and what matters besides. */
const PROMISED = `
InitiateAuth RespondToAuthChallenge GetTokensFromRefreshToken RevokeToken SignUp ConfirmSignUp
ResendConfirmationCode ForgotPassword ConfirmForgotPassword

GetUser UpdateUserAttributes DeleteUserAttributes GetUserAttributeVerificationCode VerifyUserAttribute
ChangePassword DeleteUser GlobalSignOut AssociateSoftwareToken VerifySoftwareToken SetUserMFAPreference

AdminInitiateAuth AdminRespondToAuthChallenge AdminCreateUser AdminGetUser AdminDeleteUser AdminSetUserPassword
AdminConfirmSignUp AdminUpdateUserAttributes AdminDeleteUserAttributes AdminUserGlobalSignOut ListUsers
AdminAddUserToGroup AdminRemoveUserFromGroup AdminListGroupsForUser CreateGroup ListGroups DescribeUserPool
DescribeUserPoolClient

ConfirmDevice GetDevice ListDevices UpdateDeviceStatus ForgetDevice GetUserAuthFactors

GetGroup UpdateGroup DeleteGroup ListUsersInGroup AdminEnableUser AdminDisableUser AdminResetUserPassword
AdminSetUserMFAPreference AdminListDevices AdminGetDevice AdminUpdateDeviceStatus AdminForgetDevice
GetUserPoolMfaConfig SetUserPoolMfaConfig CreateUserPool UpdateUserPool ListUserPools CreateUserPoolClient
UpdateUserPoolClient ListUserPoolClients DeleteUserPoolClient
`
  .trim()
  .split(/\s+/);

const served = operations.map(({ name }): string => name);

test('the 65 operations that clients rely on are served', () => {
  expect(PROMISED).toHaveLength(65);
  expect(PROMISED.filter(name => !served.includes(name))).toEqual([]);
});

test('every operation that is served is in the table, under those who may call it', () => {
  const inTable = Object.entries(table).map(([name, { access }]) => ({ name, access }));
  const inCode = operations.map(({ name, access }) => ({ name, access }));
  const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
  expect(inTable.sort(byName)).toEqual(inCode.sort(byName));
});

/** Passkeys. */
const NOT_SERVED = `
CompleteWebAuthnRegistration DeleteWebAuthnCredential ListWebAuthnCredentials StartWebAuthnRegistration
`
  .trim()
  .split(/\s+/);

test('every other command of the AWS SDK is served', () => {
  const commands = Object.keys(sdk).flatMap(name => /^([A-Z]\w+)Command$/.exec(name)?.[1] ?? []);
  const missing = commands.filter(name => !served.includes(name));
  expect(missing.sort()).toEqual(NOT_SERVED.sort());
});
