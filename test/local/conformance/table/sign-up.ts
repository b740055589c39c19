import { PASSWORD } from '../../../helpers/pool.js';
import { refusal } from '../../../helpers/sdk.js';
import {
  aString,
  attribute,
  deadCode,
  delivery,
  incorrect,
  invalid,
  notAuthorized,
  notInSchema,
  notWritable,
  type Rows,
  tooShort,
  violates,
  wrongCode,
} from './row.js';
import { ClientId, NEXT_PASSWORD, otherThan } from './world.js';

const unknown = refusal('UserNotFoundException', 'Username/client id combination not found.');
const inNoState = notAuthorized('User password cannot be reset in the current state.');
const noContact = invalid(
  'Cannot reset password for the user as there is no registered/verified email or phone_number',
);
const alreadyConfirmed = notAuthorized('User cannot be confirmed. Current status is CONFIRMED');

/** Signing up, and getting back in. */
export const signUpRows = {
  SignUp: {
    access: 'public',
    input: () => ({
      ClientId,
      Username: 'sue',
      Password: PASSWORD,
      UserAttributes: [attribute('email', 'test@example.com')],
    }),
    output: {
      UserConfirmed: false,
      UserSub: aString,
      CodeDeliveryDetails: delivery('email', 't***@e***'),
      Session: aString,
    },
    effect: async ({ pool, sdk, UserPoolId }, { output }) => {
      const user = await sdk.adminGetUser({ UserPoolId, Username: 'sue' });
      expect(user.UserStatus).toBe('UNCONFIRMED');
      expect(user.UserAttributes).toContainEqual(attribute('sub', output.UserSub ?? ''));
      expect(await pool.messages.next()).toMatchObject({ to: 'test@example.com', reason: 'SignUp' });
    },
    again: refusal('UsernameExistsException', 'User already exists'),
    refusals: () => [
      [{ Username: 'ada' }, refusal('UsernameExistsException', 'User already exists')],
      [{ Password: 'Short-1' }, tooShort],
      [{ Password: 'tiny' }, violates('password', 'Member must have length greater than or equal to 6')],
      [{ Password: undefined }, violates('password', 'Member must not be null')],
      [{ UserAttributes: [attribute('custom:shoe', '40')] }, notInSchema],
      [{ UserAttributes: [attribute('email', 'nobody')] }, invalid('Invalid email address format.')],
      [{ UserAttributes: [attribute('email_verified', 'true')] }, notWritable],
    ],
  },
  ConfirmSignUp: {
    access: 'public',
    input: async ({ pool, sdk }) => {
      await sdk.resendConfirmationCode({ ClientId, Username: 'una' });
      return { ClientId, Username: 'una', ConfirmationCode: (await pool.messages.next()).code };
    },
    output: { Session: aString },
    effect: async ({ sdk, UserPoolId }) => {
      const user = await sdk.adminGetUser({ UserPoolId, Username: 'una' });
      expect(user.UserStatus).toBe('CONFIRMED');
      expect(user.UserAttributes).toContainEqual(attribute('email_verified', 'true'));
    },
    again: alreadyConfirmed,
    refusals: ({ ConfirmationCode = '' }) => [
      [{ ConfirmationCode: otherThan(ConfirmationCode) }, wrongCode],
      [{ Username: 'ada' }, alreadyConfirmed],
      [{ Username: 'nobody' }, unknown],
    ],
  },
  ResendConfirmationCode: {
    access: 'public',
    input: () => ({ ClientId, Username: 'una' }),
    output: { CodeDeliveryDetails: delivery('email', 'u***@e***') },
    effect: async ({ pool, sdk }) => {
      const { code, reason } = await pool.messages.next({ to: 'una@example.com' });
      expect(reason).toBe('ResendCode');
      const guess = { ClientId, Username: 'una', ConfirmationCode: otherThan(code) };
      await expect(sdk.confirmSignUp(guess)).rejects.toMatchObject(wrongCode);
    },
    again: 'answered',
    refusals: () => [
      [{ Username: 'ada' }, invalid('User is already confirmed.')],
      [{ Username: 'nobody' }, unknown],
    ],
  },
  ForgotPassword: {
    access: 'public',
    input: () => ({ ClientId, Username: 'ada' }),
    output: { CodeDeliveryDetails: delivery('email', 'a***@e***') },
    effect: async ({ pool, sdk }) => {
      const { code } = await pool.messages.next({ to: 'ada@example.com' });
      const AuthParameters = { USERNAME: 'ada', PASSWORD };
      await sdk.initiateAuth({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
      await sdk.confirmForgotPassword({
        ClientId,
        Username: 'ada',
        ConfirmationCode: code,
        Password: NEXT_PASSWORD,
      });
    },
    again: 'answered',
    refusals: () => [
      [{ Username: 'nobody' }, unknown],
      [{ Username: 'nina' }, inNoState],
      [{ Username: 'una' }, noContact],
    ],
  },
  ConfirmForgotPassword: {
    access: 'public',
    input: async ({ pool, sdk, UserPoolId }) => {
      await sdk.adminResetUserPassword({ UserPoolId, Username: 'ada' });
      const { code } = await pool.messages.next();
      return { ClientId, Username: 'ada', ConfirmationCode: code, Password: NEXT_PASSWORD };
    },
    output: {},
    effect: async ({ sdk, UserPoolId }) => {
      expect((await sdk.adminGetUser({ UserPoolId, Username: 'ada' })).UserStatus).toBe('CONFIRMED');
      const signIn = (password: string) =>
        sdk.initiateAuth({
          ClientId,
          AuthFlow: 'USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: 'ada', PASSWORD: password },
        });
      await signIn(NEXT_PASSWORD);
      await expect(signIn(PASSWORD)).rejects.toMatchObject(incorrect);
    },
    again: deadCode,
    refusals: ({ ConfirmationCode = '' }) => [
      [{ ConfirmationCode: otherThan(ConfirmationCode) }, wrongCode],
      [{ Password: 'Short-1' }, tooShort],
      [{ Username: 'nobody' }, unknown],
      [{ Username: 'una' }, deadCode],
    ],
  },
} satisfies Rows;
