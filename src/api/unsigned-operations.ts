import type { OperationName } from './operations.js';
import { GONE, REPEATABLE, type Repetition, START_AGAIN } from './repetition.js';

const NEW_PASSWORD = 'The new password may be set: sign in with it, and if that fails with the old one.';

/**
 * The operations that need no AWS credentials, and whether each may be sent again when its answer was lost. They are
 * public, or an access token in their body authorizes them. Every other operation is signed, by the AWS SDK.
 */
export const UNSIGNED: Readonly<Partial<Record<OperationName, Repetition>>> = {
  AssociateSoftwareToken: REPEATABLE,
  ChangePassword: { advice: NEW_PASSWORD },
  CompleteWebAuthnRegistration: { advice: 'The passkey may be registered: list the passkeys.' },
  ConfirmDevice: {
    doneWhen: ['DEVICE_KEY_EXISTS'],
    advice: 'The device may be confirmed: list the devices.',
  },
  ConfirmForgotPassword: { advice: NEW_PASSWORD },
  ConfirmSignUp: { doneWhen: ['USER_STATE'], advice: 'The account may be confirmed: sign in.' },
  DeleteUser: {
    doneWhen: ['ACCESS_TOKEN_REVOKED', 'USER_NOT_FOUND'],
    advice: 'The account may be deleted: then signing in is refused.',
  },
  DeleteUserAttributes: REPEATABLE,
  DeleteWebAuthnCredential: { doneWhen: ['RESOURCE_NOT_FOUND'], advice: GONE },
  ForgetDevice: { doneWhen: ['DEVICE_NOT_FOUND'], advice: GONE },
  ForgotPassword: REPEATABLE,
  GetDevice: REPEATABLE,
  GetTokensFromRefreshToken: REPEATABLE, // Rotation may have spent the token; the answer to that is its grace time.
  GetUser: REPEATABLE,
  GetUserAttributeVerificationCode: REPEATABLE,
  GetUserAuthFactors: REPEATABLE,
  GlobalSignOut: {
    doneWhen: ['ACCESS_TOKEN_REVOKED'],
    advice: 'The user may be signed out: then the tokens are refused.',
  },
  InitiateAuth: REPEATABLE,
  ListDevices: REPEATABLE,
  ListUserSessions: REPEATABLE,
  ListWebAuthnCredentials: REPEATABLE,
  ResendConfirmationCode: REPEATABLE,
  RespondToAuthChallenge: { advice: START_AGAIN },
  RevokeToken: REPEATABLE,
  RevokeUserSession: { doneWhen: ['RESOURCE_NOT_FOUND'], advice: GONE },
  SetUserMFAPreference: REPEATABLE,
  SetUserSettings: REPEATABLE,
  SignUp: {
    advice: 'The account may exist: ask for its code again (resendConfirmationCode) and confirm it.',
  },
  StartWebAuthnRegistration: REPEATABLE,
  UpdateAuthEventFeedback: REPEATABLE,
  UpdateDeviceStatus: REPEATABLE,
  UpdateUserAttributes: REPEATABLE,
  VerifySoftwareToken: {
    advice: 'The authenticator may be set up: see getUserAuthFactors(), or send its next code.',
  },
  VerifyUserAttribute: { advice: 'The attribute may be verified: see getUser().' },
};
