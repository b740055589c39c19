import type { Seed } from 'portcullis/local';
import { bench } from '../../helpers/conformance.js';
import { closeAfterEach } from '../../helpers/pool.js';
import { refusal, refusalOf } from '../../helpers/sdk.js';

closeAfterEach();

type Users = NonNullable<Seed['users']>;

const users: Users = [
  { username: 'ada', attributes: { email: 'ada@example.com', given_name: 'Ada', name: 'Ada "Countess" L' } },
  { username: 'Bob', attributes: { email: 'Bob@Example.com', phone_number: '+15550001', 'custom:x': '1' } },
  { username: 'carol', enabled: false, attributes: { family_name: 'Jones', preferred_username: 'caz' } },
  { username: 'dan', status: 'UNCONFIRMED', attributes: { phone_number: '+15550002' } },
];

describe('a filter', () => {
  test.each([
    ['', ['ada', 'Bob', 'carol', 'dan']],
    ['username = "ada"', ['ada']],
    ['username = "ADA"', []],
    ['username ^= "b"', []],
    ['username ^= "B"', ['Bob']],
    ['email = "bob@example.com"', ['Bob']],
    ['email ^= "a"', ['ada']],
    ['phone_number ^= "+1555"', ['Bob', 'dan']],
    ['name = "Ada \\"Countess\\" L"', ['ada']],
    ['given_name = "ada"', ['ada']],
    ['family_name="jones"', ['carol']],
    ['preferred_username = "caz"', ['carol']],
    ['cognito:user_status = "UNCONFIRMED"', ['dan']],
    ['status = "Disabled"', ['carol']],
    ['status = "disabled"', []],
    ['email = ""', []],
  ])('%j finds %j', async (Filter, names) => {
    const { sdk, UserPoolId } = await bench({ users });
    const { Users: found = [] } = await sdk.listUsers({ UserPoolId, Filter });
    expect(found.map(({ Username }) => Username)).toEqual(names);
  });

  test('finds a user by sub', async () => {
    const { sdk, UserPoolId } = await bench({ users });
    const { UserAttributes = [] } = await sdk.adminGetUser({ UserPoolId, Username: 'Bob' });
    const sub = UserAttributes.find(({ Name }) => Name === 'sub')?.Value;
    const { Users: found } = await sdk.listUsers({ UserPoolId, Filter: `sub = "${sub}"` });
    expect(found).toHaveLength(1);
    expect(found?.[0]?.Username).toBe('Bob');
  });

  test.each([
    ['username', 'Error while parsing filter'],
    ['username = ada', 'Error while parsing filter'],
    ['username = "a" or username = "b"', 'Error while parsing filter'],
    ['username != "ada"', 'Error while parsing filter'],
    ['username = "a"b"', 'Error while parsing filter'],
    ['custom:x = "1"', 'Invalid search attribute: custom:x'],
    ['shoe = "40"', 'Invalid search attribute: shoe'],
  ])('%j is refused', async (Filter, message) => {
    const { sdk, UserPoolId } = await bench({ users });
    expect(await refusalOf(sdk.listUsers({ UserPoolId, Filter }))).toEqual(
      refusal('InvalidParameterException', message),
    );
  });
});

test('a list shows each user with the attributes that were asked for', async () => {
  const { sdk, UserPoolId } = await bench({ users });
  const AttributesToGet = ['email'];
  const { Users: found } = await sdk.listUsers({ UserPoolId, Limit: 1, AttributesToGet });
  expect(found).toEqual([
    {
      Username: 'ada',
      Attributes: [{ Name: 'email', Value: 'ada@example.com' }],
      UserCreateDate: expect.any(Date),
      UserLastModifiedDate: expect.any(Date),
      Enabled: true,
      UserStatus: 'CONFIRMED',
    },
  ]);
  const unknown = sdk.listUsers({ UserPoolId, AttributesToGet: ['custom:none'] });
  expect((await refusalOf(unknown)).name).toBe('InvalidParameterException');
});

test('pages neither repeat nor leave out a user, whoever comes and goes meanwhile', async () => {
  const many = Array.from({ length: 20 }, (_, i) => ({ username: `user-${i}` }));
  const { sdk, UserPoolId } = await bench({ users: many });
  const seen: (string | undefined)[] = [];
  let PaginationToken: string | undefined;
  let round = 0;
  do {
    const page = await sdk.listUsers({ UserPoolId, Limit: 6, PaginationToken });
    seen.push(...(page.Users ?? []).map(({ Username }) => Username));
    PaginationToken = page.PaginationToken;
    await sdk.adminDeleteUser({ UserPoolId, Username: `user-${round}` });
    await sdk.adminCreateUser({ UserPoolId, Username: `new-${round++}`, MessageAction: 'SUPPRESS' });
  } while (PaginationToken);
  expect(seen.slice(0, 20)).toEqual(many.map(({ username }) => username));
  expect(new Set(seen).size).toBe(seen.length);
  expect(await refusalOf(sdk.listUsers({ UserPoolId, PaginationToken: 'x' }))).toMatchObject({
    name: 'InvalidParameterException',
  });
});

test('a list goes on after most of those before it are gone', async () => {
  const many = Array.from({ length: 12 }, (_, i) => ({ username: `user-${i}` }));
  const { sdk, UserPoolId } = await bench({ users: many });
  const { PaginationToken } = await sdk.listUsers({ UserPoolId, Limit: 9 });
  for (let i = 0; i < 9; i++) await sdk.adminDeleteUser({ UserPoolId, Username: `user-${i}` });
  const { Users: rest = [] } = await sdk.listUsers({ UserPoolId, PaginationToken });
  expect(rest.map(({ Username }) => Username)).toEqual(['user-9', 'user-10', 'user-11']);
});
