import { bench } from '../helpers/conformance.js';
import { ada, closeAfterEach, PASSWORD } from '../helpers/pool.js';
import { refusalOf } from '../helpers/sdk.js';

closeAfterEach();

const groupsNamed = (count: number) => Array.from({ length: count }, (_, i) => ({ name: `group-${i}` }));
const namesOf = (groups: readonly { name: string }[]) => groups.map(({ name }) => name);

test('a user is in 100 groups at the most', async () => {
  const groups = groupsNamed(101);
  const { sdk, UserPoolId } = await bench({
    groups,
    users: [{ ...ada, groups: namesOf(groups).slice(0, 99) }],
  });
  const join = (nth: number) =>
    sdk.adminAddUserToGroup({ UserPoolId, Username: 'ada', GroupName: `group-${nth}` });
  await join(99);
  expect(await refusalOf(join(100))).toMatchObject({ name: 'LimitExceededException' });
  // Who is in it already does not join again.
  await join(99);
  await sdk.adminRemoveUserFromGroup({ UserPoolId, Username: 'ada', GroupName: 'group-0' });
  await join(100);
});

test('the Gates backend gives nobody more than 100 clients, and then none of those asked for', async () => {
  const groups = groupsNamed(101);
  const admin = { username: 'grace', attributes: { 'custom:general_role': 'INTERNAL_ADMIN' } };
  const held = namesOf(groups).slice(0, 99);
  const { sdk, pool, UserPoolId } = await bench({ groups, users: [{ ...ada, groups: held }, admin] });
  const { idToken } = await pool.tokensFor('grace');
  const { UserAttributes } = await sdk.adminGetUser({ UserPoolId, Username: 'ada' });
  const add = (...clients_to_add: readonly string[]) =>
    fetch(`${pool.gatesUrl}/update-user`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${idToken}` },
      body: JSON.stringify({ user_id: UserAttributes?.[0]?.Value, clients_to_add }),
    });
  const refused = await add('group-99', 'group-100');
  expect(refused.status).toBe(400);
  expect(await refused.json()).toEqual({ message: 'There are 100 groups of the user, which is the limit.' });
  expect((await add('group-99')).status).toBe(200);
});

test('a pool has 10,000 groups at the most', async () => {
  const { sdk, UserPoolId } = await bench({ groups: groupsNamed(9_999) });
  const create = (GroupName: string) => sdk.createGroup({ UserPoolId, GroupName });
  await create('last');
  expect(await refusalOf(create('more'))).toMatchObject({ name: 'LimitExceededException' });
  expect(await refusalOf(create('last'))).toMatchObject({ name: 'GroupExistsException' });
  await sdk.deleteGroup({ UserPoolId, GroupName: 'group-7' });
  await create('more');
});

test('a schema has 50 attributes of 20 characters at the most', async () => {
  const { sdk } = await bench();
  const create = (names: readonly string[]) =>
    sdk.createUserPool({
      PoolName: 'pool',
      Schema: names.map(Name => ({ Name, AttributeDataType: 'String' })),
    });
  const names = Array.from({ length: 51 }, (_, i) => `a${i}`);
  const { UserPool } = await create(names.slice(0, 50));
  expect(UserPool?.SchemaAttributes?.filter(({ Name }) => Name?.startsWith('custom:'))).toHaveLength(50);
  expect(await refusalOf(create(names))).toMatchObject({ name: 'InvalidParameterException' });
  expect(await refusalOf(create(['a'.repeat(21)]))).toMatchObject({ name: 'InvalidParameterException' });
});

test.each([
  ['of 129 characters', 'a'.repeat(129)],
  ['with a space', 'a b'],
  ['with a control character', 'a\0b'],
  ['that turns the writing round', '\u202eada'],
  ['with half a surrogate', 'a\ud800'],
])('a username %s is refused, and a group of that name', async (_, name) => {
  const { sdk, UserPoolId } = await bench();
  const invalid = {
    name: 'InvalidParameterException',
    message: expect.stringMatching(/at '(user|group)[nN]ame' ?failed/),
  };
  expect(await refusalOf(sdk.adminCreateUser({ UserPoolId, Username: name }))).toMatchObject(invalid);
  expect(await refusalOf(sdk.signUp({ ClientId: 'app', Username: name, Password: PASSWORD }))).toMatchObject(
    invalid,
  );
  expect(await refusalOf(sdk.createGroup({ UserPoolId, GroupName: name }))).toMatchObject(invalid);
});

test.each(['a'.repeat(128), 'José', '管理者', 'علي', '😀', 'Ада+1@example.com'])(
  'a username may be in any script: %s',
  async name => {
    const { sdk, pool, UserPoolId } = await bench();
    const { User } = await sdk.adminCreateUser({ UserPoolId, Username: name });
    expect(User?.Username).toBe(name);
    const { accessToken } = await pool.tokensFor(name);
    expect(await sdk.getUser({ AccessToken: accessToken })).toMatchObject({ Username: name });
    await sdk.adminDeleteUser({ UserPoolId, Username: name });
  },
);

test('the value of an attribute has 2,048 characters at the most, however it comes', async () => {
  const { sdk, UserPoolId } = await bench({
    clients: [{ clientId: 'app', ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] }],
    users: [{ username: 'new', password: PASSWORD, status: 'FORCE_CHANGE_PASSWORD' }],
  });
  const long = 'x'.repeat(2049);
  const user = { UserPoolId, Username: 'new' };
  const change = (Value: string) =>
    sdk.adminUpdateUserAttributes({ ...user, UserAttributes: [{ Name: 'nickname', Value }] });
  await change(long.slice(1));
  expect(await refusalOf(change(long))).toMatchObject({ name: 'InvalidParameterException' });
  const { Session = '' } = await sdk.initiateAuth({
    ClientId: 'app',
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'new', PASSWORD },
  });
  const answer = sdk.respondToAuthChallenge({
    ClientId: 'app',
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    Session,
    ChallengeResponses: { USERNAME: 'new', NEW_PASSWORD: 'Another-Horse-8', 'userAttributes.name': long },
  });
  expect(await refusalOf(answer)).toMatchObject({ name: 'InvalidParameterException' });
});

test('what is counted is counted in whole numbers', async () => {
  const users = ['ada', 'bob', 'eve'].map(username => ({ ...ada, username }));
  const { sdk, UserPoolId } = await bench({ users });
  const refused = { name: 'InvalidParameterException' };
  expect((await sdk.listUsers({ UserPoolId, Limit: 2 })).Users).toHaveLength(2);
  for (const Limit of [1.5, -1, 61, 1e300])
    expect(await refusalOf(sdk.listUsers({ UserPoolId, Limit }))).toMatchObject(refused);
  for (const Precedence of [1.5, -1, 2 ** 31])
    expect(await refusalOf(sdk.createGroup({ UserPoolId, GroupName: 'staff', Precedence }))).toMatchObject(
      refused,
    );
});
