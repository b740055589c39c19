import { PASSWORD } from '../../../helpers/pool.js';
import { passwordClaim, refusal } from '../../../helpers/sdk.js';
import {
  aString,
  incorrect,
  invalid,
  notAuthorized,
  type Rows,
  revoked,
  tooShort,
  userMissing,
} from './row.js';
import { ClientId, NEXT_PASSWORD } from './world.js';

const tokens = { AccessToken: aString, IdToken: aString, ExpiresIn: 3600, TokenType: 'Bearer' };
const RefreshToken = expect.stringMatching(/^eyJ[\w-]+(\.[\w-]+){4}$/);
/** By the password itself, with which no device comes. */
const signedIn = { ChallengeParameters: {}, AuthenticationResult: { ...tokens, RefreshToken } };
const signedInOverSrp = {
  ChallengeParameters: {},
  AuthenticationResult: {
    ...signedIn.AuthenticationResult,
    NewDeviceMetadata: {
      DeviceKey: expect.stringMatching(/^eu-west-1_[0-9a-f-]{36}$/),
      DeviceGroupKey: expect.stringMatching(/^-.{8}$/),
    },
  },
};
const adasPassword = { USERNAME: 'ada', PASSWORD };
const noSuchFlow = invalid('Initiate Auth method not supported.');
const unknownToken = notAuthorized('Invalid Refresh Token.');

/** Signing in, staying signed in, and signing out. */
export const signInRows = {
  InitiateAuth: {
    access: 'public',
    input: () => ({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: adasPassword }),
    output: signedIn,
    effect: async ({ sdk }, { output }) => {
      const { AccessToken } = output.AuthenticationResult ?? {};
      expect((await sdk.getUser({ AccessToken })).Username).toBe('ada');
    },
    again: 'answered',
    refusals: () => [
      [{ AuthParameters: { ...adasPassword, PASSWORD: NEXT_PASSWORD } }, incorrect],
      [{ AuthParameters: { ...adasPassword, USERNAME: 'nobody' } }, userMissing],
      [
        { AuthParameters: { USERNAME: 'una', PASSWORD: NEXT_PASSWORD } },
        refusal('UserNotConfirmedException', 'User is not confirmed.'),
      ],
      [{ AuthParameters: { PASSWORD } }, invalid('Missing required parameter USERNAME')],
      [{ AuthParameters: { USERNAME: 'ada' } }, invalid('Missing required parameter PASSWORD')],
      [{ AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' }, noSuchFlow],
      [
        { AuthFlow: 'MAGIC' as never },
        invalid(
          expect.stringMatching(/Value '.+' at 'authFlow' failed .* enum value set: \[USER_SRP_AUTH, .+\]$/),
        ),
      ],
    ],
  },
  RespondToAuthChallenge: {
    access: 'public',
    input: ({ pool }) => passwordClaim(pool, { ClientId, username: 'ada', password: PASSWORD }),
    output: signedInOverSrp,
    effect: async ({ sdk }, { output }) => {
      const { AccessToken } = output.AuthenticationResult ?? {};
      expect((await sdk.getUser({ AccessToken })).Username).toBe('ada');
    },
    again: incorrect,
    refusals: ({ ChallengeResponses = {} }) => [
      [
        { ChallengeResponses: { ...ChallengeResponses, TIMESTAMP: 'now' } },
        invalid('TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.'),
      ],
      [{ ChallengeResponses: {} }, invalid('Missing required parameter USERNAME')],
      [{ ClientId: 'other' }, incorrect],
      [{ ChallengeName: 'SMS_MFA' }, invalid('Missing required parameter Session')],
      [
        { ChallengeName: 'SMS_MFA', Session: 'a-session-that-nobody-opened' },
        notAuthorized('Invalid session for the user.'),
      ],
    ],
  },
  AdminInitiateAuth: {
    access: 'iam',
    input: ({ UserPoolId }) => ({
      UserPoolId,
      ClientId,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: adasPassword,
    }),
    output: signedIn,
    effect: async ({ sdk }, { output }) => {
      const { AccessToken } = output.AuthenticationResult ?? {};
      expect((await sdk.getUser({ AccessToken })).Username).toBe('ada');
    },
    again: 'answered',
    refusals: () => [
      [{ AuthParameters: { ...adasPassword, PASSWORD: NEXT_PASSWORD } }, incorrect],
      [{ AuthParameters: { ...adasPassword, USERNAME: 'nobody' } }, userMissing],
      [{ AuthFlow: 'USER_PASSWORD_AUTH' }, noSuchFlow],
    ],
  },
  AdminRespondToAuthChallenge: {
    access: 'iam',
    input: async ({ sdk, UserPoolId }) => {
      const { Session, ChallengeName } = await sdk.adminInitiateAuth({
        UserPoolId,
        ClientId,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'nina', PASSWORD },
      });
      const ChallengeResponses = { USERNAME: 'nina', NEW_PASSWORD: NEXT_PASSWORD };
      return { UserPoolId, ClientId, ChallengeName, Session, ChallengeResponses };
    },
    output: signedIn,
    effect: async ({ sdk, UserPoolId }) => {
      expect((await sdk.adminGetUser({ UserPoolId, Username: 'nina' })).UserStatus).toBe('CONFIRMED');
    },
    again: notAuthorized('Invalid session for the user, session can only be used once.'),
    refusals: () => [
      [{ ChallengeResponses: { USERNAME: 'nina', NEW_PASSWORD: 'Short-1' } }, tooShort],
      [{ ChallengeResponses: { USERNAME: 'nina' } }, invalid('Missing required parameter NEW_PASSWORD')],
      [{ ClientId: 'other' }, notAuthorized('Invalid session for the user.')],
      [{ Session: 'a-session-that-nobody-opened' }, notAuthorized('Invalid session for the user.')],
    ],
  },
  GetTokensFromRefreshToken: {
    access: 'public',
    input: ({ RefreshToken }) => ({ ClientId, RefreshToken }),
    output: { AuthenticationResult: tokens },
    effect: async ({ sdk }, { output }) => {
      const { AccessToken } = output.AuthenticationResult ?? {};
      expect((await sdk.getUser({ AccessToken })).Username).toBe('ada');
    },
    again: 'answered',
    refusals: (_, { AccessToken }) => [
      [{ RefreshToken: 'nonsense' }, unknownToken],
      [{ RefreshToken: AccessToken }, unknownToken],
      [{ ClientId: 'other' }, unknownToken],
    ],
  },
  RevokeToken: {
    access: 'public',
    input: ({ RefreshToken }) => ({ ClientId, Token: RefreshToken }),
    output: {},
    effect: async ({ sdk, AccessToken, RefreshToken }) => {
      await expect(sdk.getUser({ AccessToken })).rejects.toMatchObject(revoked);
      await expect(sdk.getTokensFromRefreshToken({ ClientId, RefreshToken })).rejects.toMatchObject(
        notAuthorized('Refresh Token has been revoked'),
      );
    },
    again: 'answered',
    refusals: (_, { AccessToken }) => [
      [{ Token: AccessToken }, refusal('UnsupportedTokenTypeException', aString)],
      [{ ClientId: 'other' }, refusal('UnauthorizedException', aString)],
    ],
  },
  GlobalSignOut: {
    access: 'token',
    input: ({ AccessToken }) => ({ AccessToken }),
    output: {},
    effect: async ({ sdk, AccessToken, RefreshToken }) => {
      await expect(sdk.getUser({ AccessToken })).rejects.toMatchObject(revoked);
      await expect(sdk.getTokensFromRefreshToken({ ClientId, RefreshToken })).rejects.toMatchObject(
        notAuthorized('Refresh Token has been revoked'),
      );
    },
    again: revoked,
  },
  AdminUserGlobalSignOut: {
    access: 'iam',
    input: ({ UserPoolId }) => ({ UserPoolId, Username: 'ada' }),
    output: {},
    effect: async ({ sdk, AccessToken, RefreshToken }) => {
      await expect(sdk.getUser({ AccessToken })).rejects.toMatchObject(revoked);
      await expect(sdk.getTokensFromRefreshToken({ ClientId, RefreshToken })).rejects.toMatchObject(
        notAuthorized('Refresh Token has been revoked'),
      );
    },
    again: 'answered',
    refusals: () => [[{ Username: 'nobody' }, userMissing]],
  },
} satisfies Rows;
