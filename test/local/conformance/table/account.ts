import { PASSWORD } from '../../../helpers/pool.js';
import {
  adasAttributes,
  attribute,
  deadCode,
  delivery,
  incorrect,
  invalid,
  notInSchema,
  notWritable,
  type Rows,
  revoked,
  tooShort,
  violates,
  wrongCode,
} from './row.js';
import { ClientId, NEXT_PASSWORD, otherThan } from './world.js';

/** What the signed-in user does about their own account. */
export const accountRows = {
  GetUser: {
    access: 'token',
    input: ({ AccessToken }) => ({ AccessToken }),
    output: { Username: 'ada', UserAttributes: adasAttributes },
    effect: 'none: it reads',
    again: 'answered',
  },
  UpdateUserAttributes: {
    access: 'token',
    input: ({ AccessToken }) => ({
      AccessToken,
      UserAttributes: [attribute('email', 'new@example.com'), attribute('name', 'Ada')],
    }),
    output: { CodeDeliveryDetailsList: [delivery('email', 'n***@e***')] },
    effect: async ({ sdk, AccessToken }) => {
      const { UserAttributes } = await sdk.getUser({ AccessToken });
      expect(UserAttributes).toContainEqual(attribute('email', 'new@example.com'));
      expect(UserAttributes).toContainEqual(attribute('email_verified', 'false'));
      expect(UserAttributes).toContainEqual(attribute('name', 'Ada'));
    },
    again: 'answered',
    refusals: () => [
      [{ UserAttributes: [attribute('sub', 'x')] }, notWritable],
      [{ UserAttributes: [attribute('email_verified', 'true')] }, notWritable],
      [{ UserAttributes: [attribute('custom:shoe', '40')] }, notInSchema],
      [{ UserAttributes: [attribute('phone_number', '0123')] }, invalid('Invalid phone number format.')],
      [
        { UserAttributes: [{ Value: 'x' } as never] },
        violates('userAttributes.1.member.name', 'Member must not be null'),
      ],
    ],
  },
  DeleteUserAttributes: {
    access: 'token',
    input: ({ AccessToken }) => ({ AccessToken, UserAttributeNames: ['phone_number'] }),
    output: {},
    effect: async ({ sdk, AccessToken }) => {
      const { UserAttributes } = await sdk.getUser({ AccessToken });
      expect(UserAttributes?.map(({ Name }) => Name)).toEqual(['sub', 'email_verified', 'email']);
    },
    again: 'answered',
    refusals: () => [
      [{ UserAttributeNames: ['sub'] }, notWritable],
      [{ UserAttributeNames: ['custom:shoe'] }, notInSchema],
    ],
  },
  GetUserAttributeVerificationCode: {
    access: 'token',
    input: ({ AccessToken }) => ({ AccessToken, AttributeName: 'phone_number' }),
    output: { CodeDeliveryDetails: delivery('phone_number', '+********9934') },
    effect: async ({ pool, sdk, AccessToken }) => {
      const { code, reason } = await pool.messages.next({ to: '+441234569934' });
      expect(reason).toBe('VerifyUserAttribute');
      await sdk.verifyUserAttribute({ AccessToken, AttributeName: 'phone_number', Code: code });
    },
    again: 'answered',
    refusals: () => [[{ AttributeName: 'name' }, invalid()]],
  },
  VerifyUserAttribute: {
    access: 'token',
    input: async ({ pool, sdk, AccessToken }) => {
      const named = { AccessToken, AttributeName: 'phone_number' };
      await sdk.getUserAttributeVerificationCode(named);
      return { ...named, Code: (await pool.messages.next()).code };
    },
    output: {},
    effect: async ({ sdk, AccessToken }) => {
      const { UserAttributes } = await sdk.getUser({ AccessToken });
      expect(UserAttributes).toContainEqual(attribute('phone_number_verified', 'true'));
    },
    again: deadCode,
    refusals: ({ Code = '' }) => [
      [{ Code: otherThan(Code) }, wrongCode],
      [{ AttributeName: 'email' }, deadCode],
      [{ AttributeName: 'name' }, invalid()],
    ],
  },
  ChangePassword: {
    access: 'token',
    input: ({ AccessToken }) => ({
      AccessToken,
      PreviousPassword: PASSWORD,
      ProposedPassword: NEXT_PASSWORD,
    }),
    output: {},
    effect: async ({ sdk }) => {
      const AuthParameters = { USERNAME: 'ada', PASSWORD: NEXT_PASSWORD };
      await sdk.initiateAuth({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
    },
    again: incorrect,
    refusals: () => [
      [{ PreviousPassword: NEXT_PASSWORD }, incorrect],
      [{ PreviousPassword: undefined }, violates('previousPassword', 'Member must not be null')],
      [{ ProposedPassword: 'Short-1' }, tooShort],
    ],
  },
  DeleteUser: {
    access: 'token',
    input: ({ AccessToken }) => ({ AccessToken }),
    output: {},
    effect: async ({ sdk, UserPoolId }) => {
      await expect(sdk.adminGetUser({ UserPoolId, Username: 'ada' })).rejects.toMatchObject({
        name: 'UserNotFoundException',
      });
    },
    again: revoked,
  },
  GetUserAuthFactors: {
    access: 'token',
    input: ({ AccessToken }) => ({ AccessToken }),
    output: { Username: 'ada', ConfiguredUserAuthFactors: ['PASSWORD'] },
    effect: 'none: it reads',
    again: 'answered',
  },
} satisfies Rows;
