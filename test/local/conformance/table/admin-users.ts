import { PASSWORD } from '../../../helpers/pool.js';
import { refusal } from '../../../helpers/sdk.js';
import {
  aDate,
  adasAttributes,
  aString,
  attribute,
  incorrect,
  invalid,
  notAuthorized,
  notInSchema,
  type Rows,
  revoked,
  tooShort,
  userMissing,
  violates,
} from './row.js';
import { ClientId, NEXT_PASSWORD, type World } from './world.js';

const about = { UserCreateDate: aDate, UserLastModifiedDate: aDate, Enabled: true };
const ofAda = ({ UserPoolId }: World) => ({ UserPoolId, Username: 'ada' });
const nobody = [{ Username: 'nobody' }, userMissing] as const;
const nameTaken = refusal('UsernameExistsException', 'User account already exists');

const signIn = ({ sdk }: World, password = PASSWORD) =>
  sdk.initiateAuth({
    ClientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'ada', PASSWORD: password },
  });

/** What an administrator does about users. */
export const adminUserRows = {
  AdminCreateUser: {
    access: 'iam',
    input: ({ UserPoolId }) => ({
      UserPoolId,
      Username: 'bob',
      UserAttributes: [attribute('email', 'bob@example.com'), attribute('email_verified', 'true')],
    }),
    output: {
      User: {
        ...about,
        Username: 'bob',
        Attributes: [
          attribute('sub', aString),
          attribute('email', 'bob@example.com'),
          attribute('email_verified', 'true'),
        ],
        UserStatus: 'FORCE_CHANGE_PASSWORD',
      },
    },
    effect: async ({ pool, sdk }) => {
      const { code } = await pool.messages.next({ to: 'bob@example.com' });
      const AuthParameters = { USERNAME: 'bob', PASSWORD: code };
      const asked = await sdk.initiateAuth({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
      expect(asked.ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
    },
    again: nameTaken,
    refusals: () => [
      [{ Username: 'ada' }, nameTaken],
      [{ TemporaryPassword: 'Short-1' }, tooShort],
      [{ UserAttributes: [attribute('custom:shoe', '40')] }, notInSchema],
      [
        { Username: 'ada', MessageAction: 'RESEND' },
        refusal(
          'UnsupportedUserStateException',
          'Resend not possible. ada status is not FORCE_CHANGE_PASSWORD',
        ),
      ],
      [{ MessageAction: 'RESEND' }, userMissing],
      [
        { MessageAction: 'SHOUT' as never },
        violates('messageAction', 'Member must satisfy enum value set: [RESEND, SUPPRESS]'),
      ],
    ],
  },
  AdminGetUser: {
    access: 'iam',
    input: ofAda,
    output: { ...about, Username: 'ada', UserAttributes: adasAttributes, UserStatus: 'CONFIRMED' },
    effect: 'none: it reads',
    again: 'answered',
    refusals: () => [nobody],
  },
  AdminDeleteUser: {
    access: 'iam',
    input: ofAda,
    output: {},
    effect: async world => {
      await expect(world.sdk.adminGetUser(ofAda(world))).rejects.toMatchObject(userMissing);
      await expect(world.sdk.getUser({ AccessToken: world.AccessToken })).rejects.toMatchObject(revoked);
    },
    again: userMissing,
    refusals: () => [nobody],
  },
  AdminSetUserPassword: {
    access: 'iam',
    input: ({ UserPoolId }) => ({
      UserPoolId,
      Username: 'nina',
      Password: NEXT_PASSWORD,
      Permanent: true,
    }),
    output: {},
    effect: async ({ sdk, UserPoolId }) => {
      expect((await sdk.adminGetUser({ UserPoolId, Username: 'nina' })).UserStatus).toBe('CONFIRMED');
      const AuthParameters = { USERNAME: 'nina', PASSWORD: NEXT_PASSWORD };
      await sdk.initiateAuth({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
    },
    again: 'answered',
    refusals: () => [
      [{ Password: 'Short-1' }, tooShort],
      [{ Password: 'tiny' }, violates('password', 'Member must have length greater than or equal to 6')],
      nobody,
    ],
  },
  AdminConfirmSignUp: {
    access: 'iam',
    input: ({ UserPoolId }) => ({ UserPoolId, Username: 'una' }),
    output: {},
    effect: async ({ sdk, UserPoolId }) => {
      const user = await sdk.adminGetUser({ UserPoolId, Username: 'una' });
      expect(user.UserStatus).toBe('CONFIRMED');
      expect(user.UserAttributes).not.toContainEqual(attribute('email_verified', 'true'));
    },
    again: notAuthorized('User cannot be confirmed. Current status is CONFIRMED'),
    refusals: () => [
      [{ Username: 'ada' }, notAuthorized('User cannot be confirmed. Current status is CONFIRMED')],
      [
        { Username: 'nina' },
        notAuthorized('User cannot be confirmed. Current status is FORCE_CHANGE_PASSWORD'),
      ],
      nobody,
    ],
  },
  AdminUpdateUserAttributes: {
    access: 'iam',
    input: world => ({
      ...ofAda(world),
      UserAttributes: [attribute('phone_number_verified', 'true'), attribute('name', 'Ada')],
    }),
    output: {},
    effect: async world => {
      const { UserAttributes } = await world.sdk.adminGetUser(ofAda(world));
      expect(UserAttributes).toContainEqual(attribute('phone_number_verified', 'true'));
      expect(UserAttributes).toContainEqual(attribute('name', 'Ada'));
    },
    again: 'answered',
    refusals: () => [
      [{ UserAttributes: [attribute('sub', 'x')] }, invalid()],
      [{ UserAttributes: [attribute('custom:shoe', '40')] }, notInSchema],
      nobody,
    ],
  },
  AdminDeleteUserAttributes: {
    access: 'iam',
    input: world => ({ ...ofAda(world), UserAttributeNames: ['phone_number'] }),
    output: {},
    effect: async world => {
      const { UserAttributes } = await world.sdk.adminGetUser(ofAda(world));
      expect(UserAttributes?.map(({ Name }) => Name)).toEqual(['sub', 'email_verified', 'email']);
    },
    again: 'answered',
    refusals: () => [
      [{ UserAttributeNames: ['sub'] }, invalid()],
      [{ UserAttributeNames: ['custom:shoe'] }, notInSchema],
      nobody,
    ],
  },
  AdminDisableUser: {
    access: 'iam',
    input: ofAda,
    output: {},
    effect: async world => {
      const disabled = notAuthorized('User is disabled.');
      const { sdk, AccessToken, RefreshToken } = world;
      await expect(sdk.getUser({ AccessToken })).rejects.toMatchObject(disabled);
      await expect(sdk.getTokensFromRefreshToken({ ClientId, RefreshToken })).rejects.toMatchObject(disabled);
      await expect(signIn(world)).rejects.toMatchObject(disabled);
      expect((await sdk.adminGetUser(ofAda(world))).Enabled).toBe(false);
    },
    again: 'answered',
    refusals: () => [nobody],
  },
  AdminEnableUser: {
    access: 'iam',
    input: async world => {
      await world.sdk.adminDisableUser(ofAda(world));
      return ofAda(world);
    },
    output: {},
    effect: async world => {
      expect((await world.sdk.adminGetUser(ofAda(world))).Enabled).toBe(true);
      await signIn(world);
    },
    again: 'answered',
    refusals: () => [nobody],
  },
  AdminResetUserPassword: {
    access: 'iam',
    input: ofAda,
    output: {},
    effect: async world => {
      const { pool, sdk } = world;
      expect((await sdk.adminGetUser(ofAda(world))).UserStatus).toBe('RESET_REQUIRED');
      await expect(signIn(world)).rejects.toMatchObject({ name: 'PasswordResetRequiredException' });
      const { code: ConfirmationCode } = await pool.messages.next({ to: 'ada@example.com' });
      const named = { ClientId, Username: 'ada', ConfirmationCode };
      await sdk.confirmForgotPassword({ ...named, Password: NEXT_PASSWORD });
      await expect(signIn(world)).rejects.toMatchObject(incorrect);
      await signIn(world, NEXT_PASSWORD);
    },
    again: 'answered',
    refusals: () => [
      [{ Username: 'nina' }, notAuthorized('User password cannot be reset in the current state.')],
      [
        { Username: 'una' },
        invalid(
          'Cannot reset password for the user as there is no registered/verified email or phone_number',
        ),
      ],
      nobody,
    ],
  },
  ListUsers: {
    access: 'iam',
    input: ({ UserPoolId }) => ({ UserPoolId, Limit: 1 }),
    output: {
      Users: [{ ...about, Username: 'ada', Attributes: adasAttributes, UserStatus: 'CONFIRMED' }],
      PaginationToken: aString,
    },
    effect: 'none: it reads',
    again: 'answered',
    refusals: () => [
      [{ Limit: 61 }, violates('limit', 'Member must have value less than or equal to 60')],
      [{ PaginationToken: 'nonsense' }, invalid()],
      [{ Filter: 'username' }, invalid('Error while parsing filter')],
      [{ Filter: 'custom:x = "1"' }, invalid('Invalid search attribute: custom:x')],
      [{ AttributesToGet: ['custom:x'] }, invalid()],
    ],
  },
} satisfies Rows;
