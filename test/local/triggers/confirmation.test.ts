import type { PostConfirmationEvent, PreSignUpEvent } from 'portcullis/local';
import { ada, closeAfterEach, PASSWORD, poolWith } from '../../helpers/pool.js';
import { refusal, refusalOf, sdkFor } from '../../helpers/sdk.js';
import { headOf, NO_CLIENT, refusing, watching } from '../../helpers/triggers.js';

closeAfterEach();

const bob = { ClientId: 'app', Username: 'bob' };
const account = {
  ...bob,
  Password: PASSWORD,
  UserAttributes: [{ Name: 'email', Value: 'bob@example.com' }],
};
const confirmed = {
  triggerSource: 'PostConfirmation_ConfirmSignUp',
  request: {
    userAttributes: {
      sub: expect.any(String),
      'cognito:user_status': 'CONFIRMED',
      email: 'bob@example.com',
      email_verified: 'true',
    },
    clientMetadata: { step: 'two' },
  },
  response: {},
};

test('post confirmation sees a user who confirmed by a code', async () => {
  const { seen, trigger } = watching<PostConfirmationEvent>();
  const pool = await poolWith({}, { triggers: { postConfirmation: trigger } });
  await sdkFor(pool).signUp(account);
  expect(seen).toEqual([]);
  const { code } = await pool.messages.next();
  await sdkFor(pool).confirmSignUp({ ...bob, ConfirmationCode: code, ClientMetadata: { step: 'two' } });
  expect(seen).toEqual([{ ...headOf(pool, 'bob'), ...confirmed }]);
});

test('it sees a user whom an administrator confirmed, and one whom pre sign-up did', async () => {
  const { seen, trigger } = watching<PostConfirmationEvent>();
  const pre = watching<PreSignUpEvent>(({ userName, response }) => {
    response.autoConfirmUser = userName === 'eve';
  });
  const triggers = { preSignUp: pre.trigger, postConfirmation: trigger };
  const pool = await poolWith({}, { triggers });
  const sdk = sdkFor(pool);
  await sdk.signUp(account);
  await sdk.adminConfirmSignUp({ UserPoolId: pool.userPoolId, Username: 'bob' });
  await sdk.signUp({ ...account, Username: 'eve' });
  expect(seen.map(({ userName, callerContext }) => [userName, callerContext.clientId])).toEqual([
    ['bob', NO_CLIENT],
    ['eve', 'app'],
  ]);
});

test('it sees a user who has a new password', async () => {
  const { seen, trigger } = watching<PostConfirmationEvent>();
  const pool = await poolWith({ users: [ada] }, { triggers: { postConfirmation: trigger } });
  const who = { ClientId: 'app', Username: 'ada' };
  await sdkFor(pool).forgotPassword(who);
  const { code } = await pool.messages.next();
  const Password = 'Another-Horse-9';
  await sdkFor(pool).confirmForgotPassword({ ...who, ConfirmationCode: code, Password });
  expect(seen).toEqual([
    {
      ...headOf(pool, 'ada'),
      triggerSource: 'PostConfirmation_ConfirmForgotPassword',
      request: {
        userAttributes: { sub: expect.any(String), 'cognito:user_status': 'CONFIRMED', ...ada.attributes },
      },
      response: {},
    },
  ]);
});

test('what it throws is told, and the user stays confirmed', async () => {
  const pool = await poolWith({}, { triggers: { postConfirmation: refusing('no table') } });
  const sdk = sdkFor(pool);
  await sdk.signUp(account);
  const { code } = await pool.messages.next();
  expect(await refusalOf(sdk.confirmSignUp({ ...bob, ConfirmationCode: code }))).toEqual(
    refusal('UserLambdaValidationException', 'PostConfirmation failed with error no table.'),
  );
  const user = await sdk.adminGetUser({ UserPoolId: pool.userPoolId, Username: 'bob' });
  expect(user.UserStatus).toBe('CONFIRMED');
});
