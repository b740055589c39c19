import { inspect } from 'node:util';
import { UserNotFoundError } from 'portcullis/errors';
import type { Seed } from 'portcullis/local';
import { operationCounter, usersOf } from '../helpers/managers.js';
import { ada, adaWithTotp, clientOf, closeAfterEach, errorOf, PASSWORD, poolWith } from '../helpers/pool.js';

closeAfterEach();

const attributes = { ...ada.attributes, given_name: 'Ada', 'custom:state': 'Virginia' };

async function signedIn(seed: Seed = {}) {
  const counter = operationCounter();
  const pool = await poolWith({ users: [{ ...ada, attributes }], ...seed }, { log: counter.log });
  const { accessToken } = await pool.tokensFor('ada');
  return { pool, counter, cognito: clientOf(pool, { accessToken }) };
}

test('a person and an administrator see the same', async () => {
  const { pool, cognito } = await signedIn({ users: [{ ...adaWithTotp, attributes }] });
  const [mine, theirs] = [await cognito.getUser(), await usersOf(pool).get('ada')];
  expect(theirs).toMatchObject({ ...mine });
  expect({ ...mine }).toEqual({
    username: 'ada',
    sub: theirs.sub,
    attributes: {
      email: 'ada@example.com',
      email_verified: true,
      phone_number: '+441234569934',
      given_name: 'Ada',
    },
    custom: { state: 'Virginia' },
    mfa: ['SOFTWARE_TOKEN_MFA'],
    preferredMfa: 'SOFTWARE_TOKEN_MFA',
  });
});

test('saving sends what changed, and leaves alone what somebody else changed meanwhile', async () => {
  const { pool, counter, cognito } = await signedIn();
  const profile = await cognito.getUser();
  const user = await usersOf(pool).get('ada');
  user.attributes.nickname = 'The Countess';
  await user.save();
  profile.attributes.given_name = 'Augusta';
  profile.custom.state = 'London';
  expect(await profile.save()).toEqual([]);
  expect(await profile.save()).toEqual([]);
  expect(counter.of('UpdateUserAttributes')).toBe(1);
  expect(counter.of('DeleteUserAttributes')).toBe(0);
  expect(await cognito.getUser()).toMatchObject({
    attributes: { nickname: 'The Countess', given_name: 'Augusta' },
    custom: { state: 'London' },
  });
});

test('what is set to undefined is deleted', async () => {
  const { cognito } = await signedIn();
  const profile = await cognito.getUser();
  profile.attributes.given_name = undefined;
  delete profile.custom.state;
  await profile.save();
  const { attributes: left, custom } = await cognito.getUser();
  expect(left).not.toHaveProperty('given_name');
  expect(custom).toEqual({});
});

test('a new address has to be verified, and saving says where the code went', async () => {
  const { pool, cognito } = await signedIn();
  const profile = await cognito.getUser();
  profile.attributes.email = 'countess@example.com';
  expect(await profile.save()).toEqual([{ destination: 'c***@e***', medium: 'EMAIL', attribute: 'email' }]);
  await cognito.validateVerification((await pool.messages.next({ to: 'countess@example.com' })).code);
  expect((await cognito.getUser()).attributes).toMatchObject({
    email: 'countess@example.com',
    email_verified: true,
  });
});

test('an attribute map gives its names both ways, and one name to one attribute', async () => {
  const { cognito } = await signedIn();
  const profile = await cognito.getUser({ attrMap: { given_name: 'firstName', 'custom:state': 'state' } });
  expect(profile.attributes).toMatchObject({ firstName: 'Ada', state: 'Virginia' });
  profile.attributes.firstName = 'Augusta';
  await profile.save();
  expect((await cognito.getUser()).attributes.given_name).toBe('Augusta');
  expect(await errorOf(cognito.getUser({ attrMap: { given_name: 'email' } }))).toMatchObject({
    field: 'attrMap.given_name',
  });
});

test('what the client may not write is refused, and can be saved again', async () => {
  const { cognito } = await signedIn({ clients: [{ clientId: 'app', WriteAttributes: ['name'] }] });
  const profile = await cognito.getUser();
  profile.attributes.given_name = undefined;
  for (let i = 0; i < 2; i++)
    expect(await errorOf(profile.save())).toMatchObject({ code: 'ATTRIBUTE_NOT_WRITABLE' });
});

test('a person deletes their account by it, and is signed out', async () => {
  const { pool, cognito } = await signedIn();
  await (await cognito.getUser()).delete();
  expect(cognito.tokens).toBeUndefined();
  await expect(clientOf(pool).authenticate(PASSWORD)).rejects.toThrow(UserNotFoundError);
});

test('it shows no token', async () => {
  const { cognito } = await signedIn();
  const profile = await cognito.getUser();
  const shown = inspect(profile, { depth: 8, showHidden: true }) + JSON.stringify(profile);
  expect(shown).not.toContain(cognito.tokens?.accessToken);
});
