import { inspect } from 'node:util';
import fc from 'fast-check';
import type { User } from 'portcullis';
import { groupsOf, operationCounter, usersOf } from '../helpers/managers.js';
import { ada, closeAfterEach, poolWith } from '../helpers/pool.js';
import { sdkFor } from '../helpers/sdk.js';

closeAfterEach();

/** Declares two custom attributes, as using them in a seed does. */
const people = {
  users: [{ ...ada, attributes: { ...ada.attributes, 'custom:state': 'Virginia', 'custom:plan': 'free' } }],
};

test('a user is plain data: it copies, compares and prints as what it shows', async () => {
  const user = await usersOf(await poolWith(people)).get('ada');
  const data = {
    username: 'ada',
    sub: user.sub,
    attributes: { email: 'ada@example.com', email_verified: true, phone_number: '+441234569934' },
    custom: { state: 'Virginia', plan: 'free' },
    mfa: [],
    status: 'CONFIRMED',
    enabled: true,
    createdAt: expect.any(Date),
    modifiedAt: expect.any(Date),
  };
  expect({ ...user }).toEqual(data);
  expect(Object.keys(structuredClone({ ...user }))).toEqual(Object.keys(data));
  expect(JSON.parse(JSON.stringify(user))).toMatchObject({ username: 'ada', custom: data.custom });
  expect(inspect(user, { depth: 8, showHidden: true })).not.toMatch(
    /credential|secretAccessKey|PoolConnection/i,
  );
});

test('saving sends what changed, and leaves alone what somebody else changed meanwhile', async () => {
  const counter = operationCounter();
  const users = usersOf(await poolWith(people, { log: counter.log }));
  const [mine, theirs] = [await users.get('ada'), await users.get('ada')];
  theirs.attributes.nickname = 'The Countess';
  theirs.custom.plan = 'paid';
  await theirs.save();
  mine.attributes.given_name = 'Ada';
  mine.attributes.phone_number_verified = true;
  await mine.save();
  expect(counter.of('AdminDeleteUserAttributes')).toBe(0);
  const { attributes, custom } = await users.get('ada');
  expect(attributes).toMatchObject({
    nickname: 'The Countess',
    given_name: 'Ada',
    phone_number_verified: true,
  });
  expect(custom).toEqual({ state: 'Virginia', plan: 'paid' });
});

test('what is set to undefined is deleted', async () => {
  const counter = operationCounter();
  const users = usersOf(await poolWith(people, { log: counter.log }));
  const user = await users.get('ada');
  user.attributes.phone_number = undefined;
  delete user.custom.state;
  await user.save();
  expect(counter.of('AdminUpdateUserAttributes')).toBe(0);
  const after = await users.get('ada');
  expect(after.attributes).toEqual({ email: 'ada@example.com', email_verified: true });
  expect(after.custom).toEqual({ plan: 'free' });
});

test('saving twice, or without a change, sends nothing more', async () => {
  const counter = operationCounter();
  const user = await usersOf(await poolWith(people, { log: counter.log })).get('ada');
  await user.save();
  expect(counter.of('AdminUpdateUserAttributes')).toBe(0);
  user.attributes.given_name = 'Ada';
  await user.save();
  await user.save();
  expect(counter.of('AdminUpdateUserAttributes')).toBe(1);
});

test('a save that was refused can be corrected and made again', async () => {
  const users = usersOf(await poolWith(people));
  const user = await users.get('ada');
  user.attributes.given_name = 'Ada';
  user.attributes.email = 'no address';
  await expect(user.save()).rejects.toMatchObject({ code: 'INVALID_PARAMETER' });
  user.attributes.email = 'ada@example.org';
  await user.save();
  expect((await users.get('ada')).attributes).toMatchObject({ given_name: 'Ada', email: 'ada@example.org' });
});

test('a user that was read with an attribute map is saved under Cognito’s names', async () => {
  const users = usersOf(await poolWith(people));
  const attrMap = {
    given_name: 'firstName',
    email_verified: 'emailVerified',
    'custom:state': 'state',
  } as const;
  const user = await users.get('ada', { attrMap });
  expect(user.attributes).toMatchObject({ emailVerified: true, state: 'Virginia' });
  // @ts-expect-error The map gave this another name.
  expect(user.attributes.given_name).toBeUndefined();
  // @ts-expect-error A flag is no text.
  expect(user.attributes.emailVerified === 'true').toBe(false);
  user.attributes.firstName = 'Ada';
  user.attributes.state = 'London';
  await user.save();
  const plain = await users.get('ada');
  expect(plain.attributes.given_name).toBe('Ada');
  expect(plain.custom.state).toBe('London');
});

test('a user deletes themselves from the pool', async () => {
  const users = usersOf(await poolWith(people));
  const user = await users.get('ada');
  await user.delete();
  await expect(user.save()).resolves.toEqual([]);
  await expect(user.delete()).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
});

test('whatever is edited is what the pool has after saving', async () => {
  const users = usersOf(await poolWith(people));
  const text = fc.option(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), { nil: undefined });
  const edit = fc.record({ given_name: text, nickname: text, state: text, plan: text });
  const user: User = await users.get('ada');
  await fc.assert(
    fc.asyncProperty(edit, async ({ given_name, nickname, state, plan }) => {
      Object.assign(user.attributes, { given_name, nickname });
      Object.assign(user.custom, { state, plan });
      await user.save();
      const { attributes, custom } = await users.get('ada');
      expect([attributes.given_name, attributes.nickname, custom.state, custom.plan]).toEqual([
        given_name,
        nickname,
        state,
        plan,
      ]);
    }),
    { numRuns: 25 },
  );
});

describe('from an answer that another client has', () => {
  test('a user is what reading them gives, and saves what changes', async () => {
    const pool = await poolWith(people);
    const users = usersOf(pool);
    const attrMap = { 'custom:state': 'state' };
    const answer = await sdkFor(pool).adminGetUser({ UserPoolId: pool.userPoolId, Username: 'ada' });
    const user = users.from(answer, { attrMap });
    expect({ ...user }).toEqual({ ...(await users.get('ada', { attrMap })) });
    user.attributes.state = 'London';
    await user.save();
    expect((await users.get('ada')).custom.state).toBe('London');
  });

  test('one of a list says nothing of second factors', async () => {
    const pool = await poolWith(people);
    const { Users: [first = {}] = [] } = await sdkFor(pool).listUsers({ UserPoolId: pool.userPoolId });
    expect(usersOf(pool).from(first)).not.toHaveProperty('mfa');
  });

  test('a group is what reading it gives', async () => {
    const pool = await poolWith({ groups: [{ name: 'admins', precedence: 1 }] });
    const { Group: answer = {} } = await sdkFor(pool).getGroup({
      UserPoolId: pool.userPoolId,
      GroupName: 'admins',
    });
    expect(groupsOf(pool).from(answer)).toEqual(await groupsOf(pool).get('admins'));
  });

  test('it has to name a user, or a group', async () => {
    const pool = await poolWith();
    expect(() => usersOf(pool).from({})).toThrow('answer.Username is missing');
    expect(() => groupsOf(pool).from({ Description: 'They may' })).toThrow('answer.GroupName is missing');
    expect(() => usersOf(pool).from(undefined as never)).toThrow('answer is missing');
  });
});
