import { GroupExistsError, InvalidOptionError, ResourceNotFoundError } from 'portcullis/errors';
import { administratorOf, all, groupsOf, operationCounter } from '../helpers/managers.js';
import { ada, closeAfterEach, poolWith } from '../helpers/pool.js';

closeAfterEach();

const ROLE = 'arn:aws:iam::123456789012:role/admins';

const people = {
  groups: [
    { name: 'admins', description: 'They may', precedence: 1 },
    { name: 'staff', precedence: 5 },
  ],
  users: [
    { ...ada, groups: ['staff'] },
    { username: 'bob', attributes: { given_name: 'Bob' } },
  ],
};

test('a group is created, read, changed and deleted', async () => {
  const groups = groupsOf(await poolWith());
  const created = await groups.create({
    name: 'admins',
    description: 'They may',
    precedence: 0,
    roleArn: ROLE,
  });
  const group = {
    name: 'admins',
    description: 'They may',
    precedence: 0,
    roleArn: ROLE,
    createdAt: expect.any(Date),
    modifiedAt: expect.any(Date),
  };
  expect(created).toEqual(group);
  await expect(groups.update('admins', { description: 'They might' })).resolves.toEqual({
    ...group,
    description: 'They might',
  });
  await expect(groups.get('admins')).resolves.toMatchObject({ description: 'They might', precedence: 0 });
  await groups.delete('admins');
  await expect(groups.get('admins')).rejects.toMatchObject({ code: 'GROUP_NOT_FOUND' });
});

test('a name that is taken is refused', async () => {
  const groups = groupsOf(await poolWith(people));
  await expect(groups.create({ name: 'admins' })).rejects.toBeInstanceOf(GroupExistsError);
});

test('all groups are listed, past the first page', async () => {
  const names = Array.from({ length: 70 }, (_, index) => `group${index}`);
  const counter = operationCounter();
  const pool = await poolWith({ groups: names.map(name => ({ name })) }, { log: counter.log });
  const listed = (await all(groupsOf(pool).list())).map(({ name }) => name);
  expect(listed.sort()).toEqual(names.sort());
  expect(counter.of('ListGroups')).toBe(2);
  await expect(groupsOf(pool).list({ pageSize: 3 }).page()).resolves.toMatchObject({
    items: { length: 3 },
    nextToken: expect.any(String),
  });
});

test('users join and leave, and doing either twice changes nothing', async () => {
  const groups = groupsOf(await poolWith(people));
  await groups.add('bob', 'admins');
  await groups.add('bob', 'admins');
  const [bob, ...others] = await all(groups.members('admins'));
  expect(bob).toMatchObject({ username: 'bob', attributes: { given_name: 'Bob' } });
  expect(others).toEqual([]);
  await groups.remove('bob', 'admins');
  await groups.remove('bob', 'admins');
  await expect(all(groups.members('admins'))).resolves.toEqual([]);
  await expect(all(groups.memberships('ada'))).resolves.toMatchObject([{ name: 'staff', precedence: 5 }]);
});

test('members come by the application’s attribute names, and can be saved', async () => {
  const groups = groupsOf(await poolWith(people));
  await groups.add('bob', 'admins');
  const [bob] = await all(groups.members('admins', { attrMap: { given_name: 'firstName' }, pageSize: 1 }));
  expect(bob?.attributes).toEqual({ firstName: 'Bob' });
  if (bob) bob.attributes.firstName = 'Robert';
  await bob?.save();
  const [plain] = await all(groups.members('admins'));
  expect(plain?.attributes.given_name).toBe('Robert');
});

test('a user or group that is not there is told apart', async () => {
  const groups = groupsOf(await poolWith(people));
  await expect(groups.add('nobody', 'admins')).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
  await expect(groups.add('ada', 'nothing')).rejects.toMatchObject({ code: 'GROUP_NOT_FOUND' });
  await expect(all(groups.members('nothing'))).rejects.toBeInstanceOf(ResourceNotFoundError);
  await expect(all(groups.memberships('nobody'))).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
});

describe('sync', () => {
  test('makes a user a member of exactly these groups, and does nothing the second time', async () => {
    const counter = operationCounter();
    const groups = groupsOf(
      await poolWith({ ...people, groups: [...people.groups, { name: 'authors' }] }, { log: counter.log }),
    );
    await expect(groups.sync('ada', ['admins', 'authors'])).resolves.toEqual({
      added: ['admins', 'authors'],
      removed: ['staff'],
    });
    await expect(groups.sync('ada', ['authors', 'admins', 'admins'])).resolves.toEqual({
      added: [],
      removed: [],
    });
    expect(counter.of('AdminAddUserToGroup')).toBe(2);
    expect((await all(groups.memberships('ada'))).map(({ name }) => name)).toEqual(['admins', 'authors']);
    await expect(groups.sync('ada', [])).resolves.toMatchObject({ removed: ['admins', 'authors'] });
  });

  test('takes nothing away when a group does not exist', async () => {
    const groups = groupsOf(await poolWith(people));
    await expect(groups.sync('ada', ['admins', 'nothing'])).rejects.toMatchObject({
      code: 'GROUP_NOT_FOUND',
    });
    await expect(groups.hasGroups('ada', 'staff')).resolves.toBe(true);
    await expect(groups.hasGroups('ada', 'admins')).resolves.toBe(true);
  });

  test('sees memberships past the first page', async () => {
    const names = Array.from({ length: 65 }, (_, index) => `group${index}`);
    const pool = await poolWith({
      groups: names.map(name => ({ name })),
      users: [{ ...ada, groups: names }],
    });
    await expect(groupsOf(pool).sync('ada', names)).resolves.toEqual({ added: [], removed: [] });
  });
});

test('membership is asked of the pool, whatever the token says', async () => {
  const groups = groupsOf(await poolWith(people));
  await expect(groups.hasGroups('ada', 'staff')).resolves.toBe(true);
  await expect(groups.hasGroups('ada', 'admins')).resolves.toBe(false);
  await expect(groups.hasGroups('ada', ['admins', 'staff'])).resolves.toBe(true);
  await expect(groups.hasGroups('bob', ['admins', 'staff'])).resolves.toBe(false);
  await expect(groups.hasGroups('nobody', 'admins')).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
});

test('membership of all groups is asked with `all`', async () => {
  const groups = groupsOf(await poolWith(people));
  await expect(groups.hasGroups('ada', ['admins', 'staff'], { all: true })).resolves.toBe(false);
  await groups.add('ada', 'admins');
  await expect(groups.hasGroups('ada', ['admins', 'staff'], { all: true })).resolves.toBe(true);
  await expect(groups.hasGroups('ada', ['staff', 'staff'], { all: true })).resolves.toBe(true);
  const options = { all: true, signal: AbortSignal.abort(new Error('too late')) };
  await expect(groups.hasGroups('ada', 'admins', options)).rejects.toThrow('too late');
});

test('what cannot work is refused before anything is sent', async () => {
  const groups = groupsOf({ userPoolId: 'eu-west-1_A', endpoint: 'http://127.0.0.1:9' } as never);
  await expect(groups.create({ name: '' })).rejects.toThrow(/^group.name/);
  await expect(groups.create({ name: 'a', priority: 1 } as never)).rejects.toThrow(/not a known key/);
  await expect(groups.update('a', { precedence: 1.5 })).rejects.toThrow(/whole number/);
  await expect(groups.update('a', { precedence: -1 })).rejects.toThrow(/at least 0/);
  expect(() => groups.members('a', { attrMap: { given_name: 'name' } })).toThrow(InvalidOptionError);
  await expect(groups.sync('ada', 'admins' as never)).rejects.toThrow(InvalidOptionError);
  await expect(groups.hasGroups('ada', [])).rejects.toThrow(InvalidOptionError);
  await expect(groups.hasGroups('ada', 'a', { any: true } as never)).rejects.toThrow(/not a known key/);
  for (const nothing of [[], '', ['']])
    expect(() => groups.requireGroups(nothing)).toThrow(InvalidOptionError);
  expect(() => groups.requireGroups('a', { al: true } as never)).toThrow(/not a known key/);
  expect(() => groups.members('', {})).toThrow(InvalidOptionError);
});

test('a client has its manager over its own connections', async () => {
  const cognito = administratorOf(await poolWith(people));
  expect(cognito.groups).toBe(cognito.groups);
  await expect(cognito.groups.hasGroups('ada', 'staff')).resolves.toBe(true);
});
