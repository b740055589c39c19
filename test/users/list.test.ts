import { MemoryStore, type Pages, where } from 'portcullis';
import { administratorOf, all, operationCounter, usersOf } from '../helpers/managers.js';
import { ada, closeAfterEach, PASSWORD, poolWith } from '../helpers/pool.js';

closeAfterEach();

const crowd = Array.from({ length: 130 }, (_, index) => ({
  username: `user${String(index).padStart(3, '0')}`,
  attributes: { email: `user${index}@example.com`, given_name: index % 2 ? 'Odd' : 'Even' },
}));

const crowdedPool = () => {
  const counter = operationCounter();
  return poolWith({ users: crowd }, { log: counter.log }).then(pool => ({ users: usersOf(pool), counter }));
};

test('a list goes on past its first page, and has everybody once', async () => {
  const { users, counter } = await crowdedPool();
  const names = (await all(users.list())).map(({ username }) => username);
  expect(names.sort()).toEqual(crowd.map(({ username }) => username));
  expect(counter.of('ListUsers')).toBe(3);
});

test('pages are asked for as they are read', async () => {
  const { users, counter } = await crowdedPool();
  const list = users.list({ pageSize: 10 });
  expect(counter.of('ListUsers')).toBe(0);
  let read = 0;
  for await (const _ of list) if (++read === 11) break;
  expect(counter.of('ListUsers')).toBe(2);
});

test('one page comes with the token of the next', async () => {
  const { users } = await crowdedPool();
  const list = users.list({ pageSize: 60 });
  const first = await list.page();
  const second = await list.page(first.nextToken);
  const third = await list.page(second.nextToken);
  expect([first, second, third].map(({ items }) => items.length)).toEqual([60, 60, 10]);
  expect(third.nextToken).toBeUndefined();
  const names = new Set([first, second, third].flatMap(({ items }) => items.map(user => user.username)));
  expect(names.size).toBe(130);
});

test('a filter holds over all pages', async () => {
  const { users } = await crowdedPool();
  const odd = await all(users.list({ filter: where.given_name.equals('Odd'), pageSize: 7 }));
  expect(odd).toHaveLength(65);
  expect(odd.every(user => user.attributes.given_name === 'Odd')).toBe(true);
  expect(await all(users.search(where.username.startsWith('user12')))).toHaveLength(10);
});

test('only the attributes that were asked for come, by the application’s names, and users can still be saved', async () => {
  const { users } = await crowdedPool();
  const attrMap = { given_name: 'firstName' } as const;
  const search = users.search(where.email.equals('user7@example.com'), {
    attributes: ['firstName'],
    attrMap,
  });
  const [user] = await all(search);
  expect(user?.attributes).toEqual({ firstName: 'Odd' });
  expect(user?.sub).toMatch(/^[0-9a-f-]{36}$/);
  if (user) user.attributes.firstName = 'Seventh';
  await user?.save();
  const { attributes } = await users.get('user007');
  expect(attributes).toMatchObject({ given_name: 'Seventh', email: 'user7@example.com' });
});

test('accounts are found by where they stand', async () => {
  const pool = await poolWith({
    users: [
      ada,
      { username: 'bob', status: 'UNCONFIRMED' },
      { username: 'eve', status: 'CONFIRMED', enabled: false },
    ],
  });
  const users = usersOf(pool);
  const namesOf = async (filter: ReturnType<typeof where.email.equals>) =>
    (await all(users.search(filter))).map(({ username }) => username);
  await expect(namesOf(where.status.equals('UNCONFIRMED'))).resolves.toEqual(['bob']);
  await expect(namesOf(where.enabled.equals(false))).resolves.toEqual(['eve']);
  await expect(namesOf(where.phone_number.startsWith('+44'))).resolves.toEqual(['ada']);
});

test('every list can be read into an array', async () => {
  const role = { 'custom:general_role': 'INTERNAL_ADMIN' };
  const pool = await poolWith({
    UserSessionTracking: 'ENABLED',
    DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
    groups: [{ name: 'admins' }],
    users: [{ ...ada, attributes: { ...ada.attributes, ...role }, groups: ['admins'] }],
  });
  const gatesUrl = pool.gatesUrl;
  const cognito = administratorOf(pool, { devices: { store: new MemoryStore().devices }, gatesUrl });
  await cognito.authenticate(PASSWORD);
  const { users, groups, gates } = cognito;
  const lists: readonly Pages<unknown>[] = [
    users.list(),
    users.search(where.username.equals('ada')),
    users.devices('ada'),
    users.sessions('ada'),
    users.groups('ada'),
    groups.list(),
    groups.members('admins'),
    groups.memberships('ada'),
    cognito.listDevices(),
    cognito.listSessions(),
    gates.listUsers({ client: 'admins' }),
  ];
  for (const list of lists) {
    const items = await list.toArray();
    expect(items).toHaveLength(1);
    expect(items).toEqual(await all(list));
  }
});
