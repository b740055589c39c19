import type { LocalPool, Seed } from 'portcullis/local';
import { ada, closeAfterEach, PASSWORD, poolWith } from '../helpers/pool.js';
import { refusal, refusalOf, sdkFor, signInOverSrp } from '../helpers/sdk.js';

closeAfterEach();

const start = async (seed: Seed = {}) => {
  const pool = await poolWith(seed);
  const { userPoolId: UserPoolId } = pool;
  return { pool, sdk: sdkFor(pool), UserPoolId };
};

const signIn = (pool: LocalPool, username: string, password: string) =>
  signInOverSrp(pool, { ClientId: 'app', username, password });

const email = (Value: string) => ({ Name: 'email', Value });

test('a created user is invited, and chooses a password at the first sign-in', async () => {
  const { pool, sdk, UserPoolId } = await start();
  const { User } = await sdk.adminCreateUser({
    UserPoolId,
    Username: 'bob',
    UserAttributes: [email('bob@example.com')],
    DesiredDeliveryMediums: ['EMAIL'],
  });
  expect(User).toMatchObject({ Username: 'bob', UserStatus: 'FORCE_CHANGE_PASSWORD', Enabled: true });
  const { code } = await pool.messages.next({ to: 'bob@example.com' });
  const { ChallengeName, Session } = await signIn(pool, 'bob', code);
  const done = await sdk.respondToAuthChallenge({
    ClientId: 'app',
    ChallengeName,
    Session,
    ChallengeResponses: { USERNAME: 'bob', NEW_PASSWORD: PASSWORD },
  });
  expect(done.AuthenticationResult).toBeDefined();
  expect((await signIn(pool, 'bob', PASSWORD)).AuthenticationResult).toBeDefined();
});

test('an invitation is sent again with another password, or not sent at all', async () => {
  const { pool, sdk, UserPoolId } = await start({ users: [ada] });
  const bob = { UserPoolId, Username: 'bob', UserAttributes: [email('bob@example.com')] };
  await sdk.adminCreateUser({ ...bob, MessageAction: 'SUPPRESS' });
  expect(pool.messages.list()).toEqual([]);
  await sdk.adminCreateUser({ ...bob, MessageAction: 'RESEND' });
  const { code } = await pool.messages.next();
  expect((await signIn(pool, 'bob', code)).ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
  const resend = sdk.adminCreateUser({ UserPoolId, Username: 'ada', MessageAction: 'RESEND' });
  expect(await refusalOf(resend)).toEqual(
    refusal('UnsupportedUserStateException', 'Resend not possible. ada status is not FORCE_CHANGE_PASSWORD'),
  );
});

test('a name is given once', async () => {
  const { sdk, UserPoolId } = await start({ users: [ada] });
  expect(await refusalOf(sdk.adminCreateUser({ UserPoolId, Username: 'ada' }))).toMatchObject({
    name: 'UsernameExistsException',
  });
});

test('a verified alias is given once, unless it is taken over on purpose', async () => {
  const { sdk, UserPoolId } = await start({ AliasAttributes: ['email'], users: [ada] });
  const UserAttributes = [email('ada@example.com'), { Name: 'email_verified', Value: 'true' }];
  const second = { UserPoolId, Username: 'ada2', UserAttributes };
  expect(await refusalOf(sdk.adminCreateUser(second))).toEqual(
    refusal('AliasExistsException', 'An account with the email already exists.'),
  );
  await sdk.adminCreateUser({ ...second, ForceAliasCreation: true });
  expect((await sdk.adminGetUser({ UserPoolId, Username: 'ada@example.com' })).Username).toBe('ada2');
  const first = await sdk.adminGetUser({ UserPoolId, Username: 'ada' });
  expect(first.UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'false' });
});

test('in a pool whose usernames are e-mail addresses, the username is the sub', async () => {
  const { sdk, UserPoolId } = await start({ UsernameAttributes: ['email', 'phone_number'] });
  const { User } = await sdk.adminCreateUser({ UserPoolId, Username: 'bob@example.com' });
  const attributes = Object.fromEntries(User?.Attributes?.map(({ Name, Value }) => [Name, Value]) ?? []);
  expect(attributes).toMatchObject({ sub: User?.Username, email: 'bob@example.com' });
  expect(await refusalOf(sdk.adminCreateUser({ UserPoolId, Username: 'bob' }))).toEqual(
    refusal('InvalidParameterException', 'Username should be either an email or a phone number.'),
  );
});

test('attributes have to be in the schema and of their form', async () => {
  const { sdk, UserPoolId } = await start();
  const create = (Name: string, Value: string) =>
    refusalOf(sdk.adminCreateUser({ UserPoolId, Username: 'bob', UserAttributes: [{ Name, Value }] }));
  expect((await create('custom:shoe', '44')).message).toMatch(/^Attributes did not conform to the schema: /);
  expect(await create('email', 'nowhere')).toMatchObject({ message: 'Invalid email address format.' });
});

test.each([
  ['short', 'Ab1!xyz', 'Password not long enough'],
  ['without lower case', 'ABCDEF1!', 'Password must have lowercase characters'],
  ['without upper case', 'abcdef1!', 'Password must have uppercase characters'],
  ['without digits', 'Abcdefg!', 'Password must have numeric characters'],
  ['without symbols', 'Abcdefg1', 'Password must have symbol characters'],
])('a password %s does not conform', async (_, Password, problem) => {
  const { sdk, UserPoolId } = await start({ users: [ada] });
  expect(await refusalOf(sdk.adminSetUserPassword({ UserPoolId, Username: 'ada', Password }))).toEqual(
    refusal('InvalidPasswordException', `Password did not conform with policy: ${problem}`),
  );
});

test('an administrator sets a password for good, or for the first sign-in', async () => {
  const { pool, sdk, UserPoolId } = await start({ users: [ada] });
  const set = { UserPoolId, Username: 'ada', Password: 'Another-Horse-9' };
  await sdk.adminSetUserPassword({ ...set, Permanent: true });
  expect((await signIn(pool, 'ada', 'Another-Horse-9')).AuthenticationResult).toBeDefined();
  await sdk.adminSetUserPassword(set);
  expect((await signIn(pool, 'ada', 'Another-Horse-9')).ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
  expect(await refusalOf(signIn(pool, 'ada', PASSWORD))).toMatchObject({ name: 'NotAuthorizedException' });
});

test('a user is found by username, alias or sub', async () => {
  const { sdk, UserPoolId } = await start({ AliasAttributes: ['email'], users: [ada] });
  const { UserAttributes } = await sdk.adminGetUser({ UserPoolId, Username: 'ada' });
  const sub = UserAttributes?.find(({ Name }) => Name === 'sub')?.Value;
  for (const Username of [sub, 'ada@example.com'])
    expect((await sdk.adminGetUser({ UserPoolId, Username })).Username).toBe('ada');
  expect(await refusalOf(sdk.adminGetUser({ UserPoolId, Username: 'bob' }))).toEqual(
    refusal('UserNotFoundException', 'User does not exist.'),
  );
});

test('a pool and a client that are not there are named', async () => {
  const { sdk, UserPoolId } = await start();
  expect(await refusalOf(sdk.describeUserPool({ UserPoolId: 'eu-west-1_Nobody' }))).toEqual(
    refusal('ResourceNotFoundException', 'User pool eu-west-1_Nobody does not exist.'),
  );
  expect(await refusalOf(sdk.describeUserPoolClient({ UserPoolId, ClientId: 'nobody' }))).toEqual(
    refusal('ResourceNotFoundException', 'User pool client nobody does not exist.'),
  );
});
