import type { Seed, UserMigrationEvent } from 'portcullis/local';
import { closeAfterEach, PASSWORD, poolWith } from '../../helpers/pool.js';
import { refusal, refusalOf, sdkFor, signInOverSrp } from '../../helpers/sdk.js';
import { headOf, refusing, watching } from '../../helpers/triggers.js';

closeAfterEach();

const flows = ['ALLOW_USER_PASSWORD_AUTH' as const, 'ALLOW_USER_SRP_AUTH' as const];
const telling = { clientId: 'app', ExplicitAuthFlows: flows };
const hiding = { ...telling, PreventUserExistenceErrors: 'ENABLED' as const };
const weak = 'old-one';
const attempt = (PASSWORD = weak) => ({
  ClientId: 'app',
  AuthFlow: 'USER_PASSWORD_AUTH' as const,
  AuthParameters: { USERNAME: 'bob', PASSWORD },
});
const nothing = {
  userAttributes: null,
  finalUserStatus: null,
  messageAction: null,
  desiredDeliveryMediums: null,
  forceAliasCreation: null,
};

type Answer = UserMigrationEvent['response'];
const bob: Answer = {
  userAttributes: { email: 'bob@example.com', email_verified: 'true' },
  messageAction: 'SUPPRESS',
};

const poolOf = async (answer: Answer, seed: Seed = {}) => {
  const { seen, trigger } = watching<UserMigrationEvent>(event => Object.assign(event.response, answer));
  const pool = await poolWith({ clients: [telling], ...seed }, { triggers: { userMigration: trigger } });
  return { pool, seen, sdk: sdkFor(pool), who: { UserPoolId: pool.userPoolId, Username: 'bob' } };
};

test('sees the name, the password and what the client passes on', async () => {
  const { pool, sdk, seen } = await poolOf(bob);
  await sdk.initiateAuth({ ...attempt(), ClientMetadata: { tenant: 'blue' } });
  expect(seen).toEqual([
    {
      ...headOf(pool, 'bob'),
      triggerSource: 'UserMigration_Authentication',
      request: { password: weak, validationData: { tenant: 'blue' } },
      response: nothing,
    },
  ]);
});

test('brings the user in, with the password they had, once', async () => {
  const { pool, sdk, seen, who } = await poolOf(bob);
  const { AuthenticationResult } = await sdk.initiateAuth(attempt());
  expect(AuthenticationResult?.AccessToken).toEqual(expect.any(String));
  const user = await sdk.adminGetUser(who);
  expect(user.UserStatus).toBe('CONFIRMED');
  expect(user.UserAttributes).toContainEqual({ Name: 'email', Value: 'bob@example.com' });
  await signInOverSrp(pool, { ClientId: 'app', username: 'bob', password: weak });
  expect(seen).toHaveLength(1);
  expect(pool.messages.list()).toEqual([]);
});

test('serves administrators, and is not asked over SRP', async () => {
  const client = { ...telling, ExplicitAuthFlows: [...flows, 'ALLOW_ADMIN_USER_PASSWORD_AUTH' as const] };
  const { pool, sdk, seen } = await poolOf(bob, { clients: [client] });
  const srp = signInOverSrp(pool, { ClientId: 'app', username: 'bob', password: weak });
  expect(await refusalOf(srp)).toMatchObject({ name: 'UserNotFoundException' });
  expect(seen).toEqual([]);
  const UserPoolId = pool.userPoolId;
  await sdk.adminInitiateAuth({ ...attempt(), UserPoolId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' });
  expect(seen).toHaveLength(1);
});

test('may want a new password first', async () => {
  const { sdk, who } = await poolOf({ ...bob, finalUserStatus: 'RESET_REQUIRED' });
  expect(await refusalOf(sdk.initiateAuth(attempt()))).toMatchObject({
    name: 'PasswordResetRequiredException',
  });
  expect((await sdk.adminGetUser(who)).UserStatus).toBe('RESET_REQUIRED');
});

test('welcomes the user unless told not to, without the password', async () => {
  const { pool, sdk } = await poolOf({ ...bob, messageAction: null, desiredDeliveryMediums: ['EMAIL'] });
  await sdk.initiateAuth(attempt());
  expect(pool.messages.list()).toMatchObject([
    { to: 'bob@example.com', reason: 'AdminCreateUser', code: '' },
  ]);
  expect(JSON.stringify(pool.messages.list())).not.toContain(weak);
});

test('brings in whoever recovers a password, and sees none', async () => {
  const { pool, sdk, seen, who } = await poolOf(bob);
  const ClientMetadata = { tenant: 'blue' };
  await sdk.forgotPassword({ ClientId: 'app', Username: 'bob', ClientMetadata });
  expect(seen).toEqual([
    {
      ...headOf(pool, 'bob'),
      triggerSource: 'UserMigration_ForgotPassword',
      request: { validationData: null, clientMetadata: ClientMetadata },
      response: nothing,
    },
  ]);
  const { code: ConfirmationCode } = await pool.messages.next({ to: 'bob@example.com' });
  await sdk.confirmForgotPassword({ ClientId: 'app', Username: 'bob', ConfirmationCode, Password: PASSWORD });
  await signInOverSrp(pool, { ClientId: 'app', username: 'bob', password: PASSWORD });
  expect((await sdk.adminGetUser(who)).UserStatus).toBe('CONFIRMED');
});

describe('aliases', () => {
  const seed: Seed = {
    AliasAttributes: ['email'],
    users: [{ username: 'eve', password: PASSWORD, attributes: { email: 'bob@example.com' } }],
  };

  test('are not taken from anybody by default', async () => {
    const { sdk, who } = await poolOf(bob, seed);
    expect(await refusalOf(sdk.initiateAuth(attempt()))).toMatchObject({ name: 'AliasExistsException' });
    expect(await refusalOf(sdk.adminGetUser(who))).toMatchObject({ name: 'UserNotFoundException' });
  });

  test('are taken where the trigger says so', async () => {
    const { pool, sdk } = await poolOf({ ...bob, forceAliasCreation: true }, seed);
    await sdk.initiateAuth(attempt());
    const found = await sdk.adminGetUser({ UserPoolId: pool.userPoolId, Username: 'bob@example.com' });
    expect(found.Username).toBe('bob');
  });
});

test('knows nobody where it leaves the response empty', async () => {
  const legacy = await poolOf({});
  expect(await refusalOf(legacy.sdk.initiateAuth(attempt()))).toEqual(
    refusal('UserNotFoundException', 'User does not exist.'),
  );
  const { sdk } = await poolOf({}, { clients: [hiding] });
  expect(await refusalOf(sdk.initiateAuth(attempt()))).toEqual(
    refusal('NotAuthorizedException', 'Incorrect username or password.'),
  );
  const { CodeDeliveryDetails } = await sdk.forgotPassword({ ClientId: 'app', Username: 'bob' });
  expect(CodeDeliveryDetails?.Destination).toMatch(/^.\*\*\*@.\*\*\*$/);
});

test('has what it throws passed on, and nobody comes in', async () => {
  const triggers = { userMigration: refusing('Bad password') };
  const pool = await poolWith({ clients: [telling] }, { triggers });
  const refused = refusal('UserLambdaValidationException', 'UserMigration failed with error Bad password.');
  expect(await refusalOf(sdkFor(pool).initiateAuth(attempt()))).toEqual(refused);
  expect(await refusalOf(sdkFor(pool).forgotPassword({ ClientId: 'app', Username: 'bob' }))).toEqual(refused);
  expect((await sdkFor(pool).listUsers({ UserPoolId: pool.userPoolId })).Users).toEqual([]);
});

test('has an answer that makes no sense refused in words of its own', async () => {
  const pool = await poolWith(
    { clients: [telling] },
    { triggers: { userMigration: () => undefined as never } },
  );
  expect(await refusalOf(sdkFor(pool).initiateAuth(attempt()))).toEqual(
    refusal('UserNotFoundException', 'Exception migrating user in app client app'),
  );
});

test('cannot bring in attributes that the pool does not have, nor a sub', async () => {
  for (const name of ['custom:unknown', 'sub']) {
    const { sdk } = await poolOf({ ...bob, userAttributes: { [name]: 'x' } });
    expect(await refusalOf(sdk.initiateAuth(attempt()))).toMatchObject({ name: 'InvalidParameterException' });
  }
});

test('of two sign-ins at once one brings the user in', async () => {
  const userMigration = async (event: UserMigrationEvent) => {
    await new Promise(resolve => setImmediate(resolve));
    return { ...event, response: bob };
  };
  const pool = await poolWith({ clients: [telling] }, { triggers: { userMigration } });
  const signIn = () => sdkFor(pool).initiateAuth(attempt());
  await Promise.all([signIn(), signIn()]);
  expect((await sdkFor(pool).listUsers({ UserPoolId: pool.userPoolId })).Users).toHaveLength(1);
});
