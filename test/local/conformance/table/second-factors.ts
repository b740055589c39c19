import { refusal } from '../../../helpers/sdk.js';
import { totpCode } from '../../../helpers/totp.js';
import { aString, invalid, notAuthorized, type Rows, userMissing, violates } from './row.js';
import { otherThan, type World } from './world.js';

const unverified = invalid('User has not verified software token mfa');
const mismatch = refusal('EnableSoftwareTokenMFAException', 'Code mismatch');
const smsPreferred = { SMSMfaSettings: { Enabled: true, PreferredMfa: true } };
const emailToo = { EmailMfaSettings: { Enabled: true, PreferredMfa: true } };
const authenticatorToo = { SoftwareTokenMfaSettings: { Enabled: true } };

/** Ada's authenticator, verified. */
async function setUpAuthenticator({ sdk, AccessToken }: World): Promise<void> {
  const { SecretCode = '' } = await sdk.associateSoftwareToken({ AccessToken });
  await sdk.verifySoftwareToken({ AccessToken, UserCode: totpCode(SecretCode) });
}

const shownTo = ({ sdk, AccessToken }: World) => sdk.getUser({ AccessToken });

/** Authenticators, preferences, and what the pool asks for. */
export const secondFactorRows = {
  AssociateSoftwareToken: {
    access: 'token',
    input: ({ AccessToken }) => ({ AccessToken }),
    output: { SecretCode: expect.stringMatching(/^[A-Z2-7]{52}$/) },
    effect: async ({ sdk, AccessToken }, { output }) => {
      const UserCode = totpCode(output.SecretCode ?? '');
      expect((await sdk.verifySoftwareToken({ AccessToken, UserCode })).Status).toBe('SUCCESS');
    },
    again: 'answered',
    refusals: () => [
      [{ AccessToken: undefined }, invalid()],
      [
        { AccessToken: undefined, Session: 'a-session-that-nobody-opened' },
        notAuthorized('Invalid session for the user.'),
      ],
    ],
  },
  VerifySoftwareToken: {
    access: 'token',
    input: async ({ sdk, AccessToken }) => {
      const { SecretCode = '' } = await sdk.associateSoftwareToken({ AccessToken });
      return { AccessToken, UserCode: totpCode(SecretCode), FriendlyDeviceName: 'Phone' };
    },
    output: { Status: 'SUCCESS' },
    effect: async world => {
      const { sdk, AccessToken } = world;
      expect(await shownTo(world)).not.toHaveProperty('UserMFASettingList');
      await sdk.setUserMFAPreference({ AccessToken, ...authenticatorToo });
      expect((await shownTo(world)).UserMFASettingList).toEqual(['SOFTWARE_TOKEN_MFA']);
    },
    again: mismatch,
    refusals: ({ UserCode = '' }) => [
      [{ UserCode: otherThan(UserCode) }, mismatch],
      [
        { UserCode: 'abcdef' },
        violates('userCode', 'Member must satisfy regular expression pattern: [0-9]+'),
      ],
      [{ UserCode: '12345' }, violates('userCode', 'Member must have length greater than or equal to 6')],
      [
        { AccessToken: undefined, Session: 'a-session-that-nobody-opened' },
        notAuthorized('Invalid session for the user.'),
      ],
    ],
  },
  AdminDeleteSoftwareToken: {
    access: 'iam',
    input: async world => {
      await setUpAuthenticator(world);
      const { sdk, AccessToken, UserPoolId } = world;
      await sdk.setUserMFAPreference({ AccessToken, ...authenticatorToo });
      return { UserPoolId, Username: 'ada' };
    },
    output: {},
    effect: async world => {
      const { sdk, AccessToken } = world;
      expect(await shownTo(world)).not.toHaveProperty('UserMFASettingList');
      await expect(sdk.setUserMFAPreference({ AccessToken, ...authenticatorToo })).rejects.toMatchObject(
        unverified,
      );
    },
    again: 'answered',
    refusals: () => [[{ Username: 'nobody' }, userMissing]],
  },
  SetUserMFAPreference: {
    access: 'token',
    input: ({ AccessToken }) => ({ AccessToken, ...smsPreferred }),
    output: {},
    effect: async world => {
      const settings = { PreferredMfaSetting: 'SMS_MFA', UserMFASettingList: ['SMS_MFA'] };
      expect(await shownTo(world)).toMatchObject(settings);
      const { sdk, AccessToken } = world;
      expect(await sdk.getUserAuthFactors({ AccessToken })).toMatchObject(settings);
    },
    again: 'answered',
    refusals: () => [
      [authenticatorToo, unverified],
      [emailToo, invalid()],
    ],
  },
  AdminSetUserMFAPreference: {
    access: 'iam',
    input: ({ UserPoolId }) => ({ UserPoolId, Username: 'ada', ...smsPreferred }),
    output: {},
    effect: async ({ sdk, UserPoolId }) => {
      const settings = { PreferredMfaSetting: 'SMS_MFA', UserMFASettingList: ['SMS_MFA'] };
      expect(await sdk.adminGetUser({ UserPoolId, Username: 'ada' })).toMatchObject(settings);
    },
    again: 'answered',
    refusals: () => [
      [authenticatorToo, unverified],
      [{ Username: 'una' }, invalid('User does not have a phone_number set to turn on SMS MFA')],
      [{ Username: 'nobody' }, userMissing],
    ],
  },
  GetUserPoolMfaConfig: {
    access: 'iam',
    input: ({ UserPoolId }) => ({ UserPoolId }),
    output: {
      MfaConfiguration: 'OPTIONAL',
      SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: aString } },
      SoftwareTokenMfaConfiguration: { Enabled: true },
    },
    effect: 'none: it reads',
    again: 'answered',
  },
  SetUserPoolMfaConfig: {
    access: 'iam',
    input: ({ UserPoolId }) => ({
      UserPoolId,
      MfaConfiguration: 'ON',
      SoftwareTokenMfaConfiguration: { Enabled: true },
    }),
    output: { MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } },
    effect: async ({ sdk, UserPoolId }) => {
      const { UserPool } = await sdk.describeUserPool({ UserPoolId });
      expect(UserPool?.MfaConfiguration).toBe('ON');
    },
    again: 'answered',
    refusals: () => [
      [
        { MfaConfiguration: 'OFF' },
        invalid("Invalid MFA configuration given, can't turn off MFA and configure an MFA together."),
      ],
      [
        { SoftwareTokenMfaConfiguration: undefined },
        invalid(
          'Invalid MFA Configuration given. SMS MFA, Email MFA, or Software Token MFA must be enabled.',
        ),
      ],
      [
        { MfaConfiguration: 'MAYBE' as never },
        violates('mfaConfiguration', 'Member must satisfy enum value set: [OFF, ON, OPTIONAL]'),
      ],
    ],
  },
} satisfies Rows;
