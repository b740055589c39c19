import type { PreSignUpEvent } from 'portcullis/local';
import { ada, closeAfterEach, PASSWORD, poolWith } from '../../helpers/pool.js';
import { refusal, refusalOf, sdkFor, signInOverSrp } from '../../helpers/sdk.js';
import { headOf, NO_CLIENT, refusing, UNRECOGNIZABLE, watching } from '../../helpers/triggers.js';

closeAfterEach();

const bob = {
  ClientId: 'app',
  Username: 'bob',
  Password: PASSWORD,
  UserAttributes: [{ Name: 'email', Value: 'bob@example.com' }],
};

test('sees who signs up, and what the client says beside', async () => {
  const { seen, trigger } = watching<PreSignUpEvent>();
  const pool = await poolWith({}, { triggers: { preSignUp: trigger } });
  await sdkFor(pool).signUp({
    ...bob,
    ValidationData: [{ Name: 'captcha', Value: 'solved' }],
    ClientMetadata: { campaign: 'spring' },
  });
  expect(seen).toEqual([
    {
      ...headOf(pool, 'bob'),
      triggerSource: 'PreSignUp_SignUp',
      request: {
        userAttributes: { email: 'bob@example.com' },
        validationData: { captcha: 'solved' },
        clientMetadata: { campaign: 'spring' },
      },
      response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
    },
  ]);
  expect(JSON.stringify(seen)).not.toContain(PASSWORD);
});

test('may confirm the user and vouch for the e-mail', async () => {
  const { trigger } = watching<PreSignUpEvent>(({ response }) => {
    response.autoConfirmUser = true;
    response.autoVerifyEmail = true;
  });
  const pool = await poolWith({}, { triggers: { preSignUp: trigger } });
  const { UserConfirmed, CodeDeliveryDetails } = await sdkFor(pool).signUp(bob);
  expect({ UserConfirmed, CodeDeliveryDetails }).toEqual({ UserConfirmed: true });
  expect(pool.messages.list()).toEqual([]);
  const user = await sdkFor(pool).adminGetUser({ UserPoolId: pool.userPoolId, Username: 'bob' });
  expect(user.UserStatus).toBe('CONFIRMED');
  expect(user.UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'true' });
  await signInOverSrp(pool, { ClientId: 'app', username: 'bob', password: PASSWORD });
});

test('takes a vouched-for alias from whoever had it', async () => {
  const { trigger } = watching<PreSignUpEvent>(({ response }) => {
    response.autoVerifyEmail = true;
  });
  const pool = await poolWith(
    { AliasAttributes: ['email'], users: [ada] },
    { triggers: { preSignUp: trigger } },
  );
  await sdkFor(pool).signUp({ ...bob, UserAttributes: [{ Name: 'email', Value: 'ada@example.com' }] });
  const owner = (Username: string) => sdkFor(pool).adminGetUser({ UserPoolId: pool.userPoolId, Username });
  expect((await owner('ada@example.com')).Username).toBe('bob');
  expect((await owner('ada')).UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'false' });
});

test('refuses the user by throwing, and the user is not there', async () => {
  const pool = await poolWith({}, { triggers: { preSignUp: refusing('Staff only') } });
  const sdk = sdkFor(pool);
  const refused = refusal('UserLambdaValidationException', 'PreSignUp failed with error Staff only.');
  expect(await refusalOf(sdk.signUp(bob))).toEqual(refused);
  const invitation = { UserPoolId: pool.userPoolId, Username: 'bob' };
  expect(await refusalOf(sdk.adminCreateUser(invitation))).toEqual(refused);
  expect(await refusalOf(sdk.adminGetUser(invitation))).toMatchObject({ name: 'UserNotFoundException' });
});

test('cannot vouch for a contact that the user does not have', async () => {
  const { trigger } = watching<PreSignUpEvent>(({ response }) => {
    response.autoVerifyPhone = true;
  });
  const pool = await poolWith({}, { triggers: { preSignUp: trigger } });
  expect(await refusalOf(sdkFor(pool).signUp(bob))).toMatchObject({ name: 'InvalidLambdaResponseException' });
});

test('sees a user whom an administrator creates, and cannot confirm them', async () => {
  const { seen, trigger } = watching<PreSignUpEvent>(({ response }) => {
    response.autoConfirmUser = true;
    response.autoVerifyEmail = true;
  });
  const pool = await poolWith({}, { triggers: { preSignUp: trigger } });
  const { User } = await sdkFor(pool).adminCreateUser({
    UserPoolId: pool.userPoolId,
    Username: 'bob',
    UserAttributes: bob.UserAttributes,
    ValidationData: [{ Name: 'source', Value: 'hr' }],
  });
  expect(seen).toEqual([
    {
      ...headOf(pool, 'bob', NO_CLIENT),
      triggerSource: 'PreSignUp_AdminCreateUser',
      request: { userAttributes: { email: 'bob@example.com' }, validationData: { source: 'hr' } },
      response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
    },
  ]);
  expect(User?.UserStatus).toBe('FORCE_CHANGE_PASSWORD');
  expect(User?.Attributes).not.toContainEqual({ Name: 'email_verified', Value: 'true' });
});

test('does not let two people in under one name, however long it takes', async () => {
  const preSignUp = async (event: PreSignUpEvent) => {
    await new Promise(resolve => setImmediate(resolve));
    return event;
  };
  const sdk = sdkFor(await poolWith({}, { triggers: { preSignUp } }));
  const both = await Promise.allSettled([sdk.signUp(bob), sdk.signUp(bob)]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('is on its own copy of the request', async () => {
  const { trigger } = watching<PreSignUpEvent>(({ request }) => {
    Object.assign(request.userAttributes, { email: 'eve@example.com' });
  });
  const pool = await poolWith({}, { triggers: { preSignUp: trigger } });
  await sdkFor(pool).signUp(bob);
  expect(pool.messages.list()).toMatchObject([{ to: 'bob@example.com' }]);
});

test.each([
  ['nothing', undefined],
  ['something that is no event', 'fine'],
  ['an event without a response', {}],
  ['a response that is no JSON', { response: { autoConfirmUser: 1n } }],
  ['a response of another shape', { response: { autoConfirmUser: 'yes' } }],
])('is refused when it returns %s', async (_what, returned) => {
  const pool = await poolWith({}, { triggers: { preSignUp: () => returned as never } });
  expect(await refusalOf(sdkFor(pool).signUp(bob))).toEqual(UNRECOGNIZABLE);
});
