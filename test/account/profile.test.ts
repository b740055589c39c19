import {
  AliasExistsError,
  CodeMismatchError,
  LimitExceededError,
  NotAuthorizedError,
  NotSignedInError,
  UserNotFoundError,
} from 'portcullis/errors';
import type { Seed } from 'portcullis/local';
import { ada, clientOf, closeAfterEach, errorOf, PASSWORD, poolWith } from '../helpers/pool.js';

closeAfterEach();

const signedIn = async (seed: Seed = {}) => {
  const pool = await poolWith({ users: [ada], ...seed });
  const cognito = clientOf(pool);
  await cognito.authenticate(PASSWORD);
  return { pool, cognito };
};

test('a profile is read, changed and emptied', async () => {
  const { cognito } = await signedIn();
  expect(await cognito.getUser()).toMatchObject({
    username: 'ada',
    sub: expect.stringMatching(/^[0-9a-f-]{36}$/),
    attributes: { email: 'ada@example.com', email_verified: true },
    mfa: [],
  });
  expect(await cognito.updateProfile({ given_name: 'Ada', family_name: 'Lovelace' })).toEqual([]);
  expect((await cognito.getUser()).attributes).toMatchObject({ given_name: 'Ada', family_name: 'Lovelace' });
  await cognito.updateProfile({ given_name: '', family_name: '' });
  const { attributes } = await cognito.getUser();
  expect(attributes).not.toHaveProperty('given_name');
  expect(attributes).not.toHaveProperty('family_name');
});

test('an attribute map gives attributes the application’s names both ways', async () => {
  const attrMap = { given_name: 'first_name' };
  const { cognito } = await signedIn();
  await cognito.updateProfile({ first_name: 'Ada' }, { attrMap });
  expect((await cognito.getUser({ attrMap })).attributes.first_name).toBe('Ada');
});

test('a client shows the attributes that it may read', async () => {
  const { cognito } = await signedIn({ clients: [{ clientId: 'app', ReadAttributes: ['email'] }] });
  const { sub, attributes } = await cognito.getUser();
  expect(sub).toMatch(/^[0-9a-f-]{36}$/);
  expect(attributes).toEqual({ email: 'ada@example.com' });
});

describe('a new e-mail address', () => {
  const email = 'countess@example.com';

  test('counts at once, and is not verified until its code comes back', async () => {
    const { pool, cognito } = await signedIn();
    expect(await cognito.updateProfile({ email })).toEqual([
      { destination: 'c***@e***', medium: 'EMAIL', attribute: 'email' },
    ]);
    expect((await cognito.getUser()).attributes).toMatchObject({ email, email_verified: false });
    const { code, reason } = await pool.messages.next({ to: email });
    expect(reason).toBe('UpdateUserAttribute');
    await cognito.validateVerification(code);
    expect((await cognito.getUser()).attributes).toMatchObject({ email, email_verified: true });
  });

  test('waits for its code where the pool says so', async () => {
    const { pool, cognito } = await signedIn({
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
    });
    const before = { email: 'ada@example.com', email_verified: true };
    await cognito.updateProfile({ email });
    expect((await cognito.getUser()).attributes).toMatchObject(before);
    await pool.messages.next({ to: email });
    expect(await cognito.sendVerification('email')).toMatchObject({ destination: 'c***@e***' });
    const { code } = await pool.messages.next({ to: email });
    expect((await cognito.getUser()).attributes).toMatchObject(before);
    await cognito.validateVerification(code);
    expect((await cognito.getUser()).attributes).toMatchObject({ email, email_verified: true });
  });

  test('is not verified by a code that went to another', async () => {
    const { pool, cognito } = await signedIn({ AutoVerifiedAttributes: [] });
    await cognito.sendVerification('email');
    const { code } = await pool.messages.next({ to: 'ada@example.com' });
    expect(await cognito.updateProfile({ email })).toEqual([]);
    expect(await errorOf(cognito.validateVerification(code))).toMatchObject({ code: 'CODE_EXPIRED' });
    expect((await cognito.getUser()).attributes.email_verified).toBe(false);
  });

  test('that signs somebody else in is refused when it is verified', async () => {
    const bob = { username: 'bob', password: PASSWORD, attributes: { email } };
    const { pool, cognito } = await signedIn({ AliasAttributes: ['email'], users: [ada, bob] });
    await cognito.updateProfile({ email });
    const { code } = await pool.messages.next({ to: email });
    const error = await errorOf(cognito.validateVerification(code));
    expect(error).toBeInstanceOf(AliasExistsError);
    expect((await clientOf(pool, { username: email }).authenticate(PASSWORD)).username).toBe('bob');
  });

  test('that is somebody else’s username is refused at once', async () => {
    const users = ['ada@example.com', email].map(username => ({ username, password: PASSWORD }));
    const pool = await poolWith({ UsernameAttributes: ['email'], users });
    const cognito = clientOf(pool, { username: 'ada@example.com' });
    await cognito.authenticate(PASSWORD);
    await expect(cognito.updateProfile({ email })).rejects.toThrow(
      'An account with the email already exists.',
    );
  });
});

test('a preferred username signs in where it is an alias, and is one person’s', async () => {
  const bob = { username: 'bob', password: PASSWORD };
  const { pool, cognito } = await signedIn({ AliasAttributes: ['preferred_username'], users: [ada, bob] });
  await cognito.updateProfile({ preferred_username: 'countess' });
  expect((await clientOf(pool, { username: 'countess' }).authenticate(PASSWORD)).username).toBe('ada');
  const other = clientOf(pool, { username: 'bob' });
  await other.authenticate(PASSWORD);
  await expect(other.updateProfile({ preferred_username: 'countess' })).rejects.toThrow(AliasExistsError);
});

describe('a contact’s code', () => {
  test('is sent on request, by e-mail or SMS', async () => {
    const { pool, cognito } = await signedIn();
    expect(await cognito.sendVerification('phone_number')).toEqual({
      destination: '+********9934',
      medium: 'SMS',
      attribute: 'phone_number',
    });
    const { code, reason } = await pool.messages.next({ to: '+441234569934' });
    expect(reason).toBe('VerifyUserAttribute');
    await cognito.validateVerification(code, 'phone_number');
    expect((await cognito.getUser()).attributes.phone_number_verified).toBe(true);
  });

  test('is refused when it is wrong, and cannot be guessed without end', async () => {
    const { pool, cognito } = await signedIn();
    await cognito.sendVerification('email');
    const { code } = await pool.messages.next();
    const wrong = code === '000000' ? '111111' : '000000';
    await expect(cognito.validateVerification(wrong)).rejects.toThrow(CodeMismatchError);
    for (let i = 0; i < 14; i++) await errorOf(cognito.validateVerification(wrong));
    await expect(cognito.validateVerification(code)).rejects.toThrow(LimitExceededError);
  });

  test('is good for a day', async () => {
    const { pool, cognito } = await signedIn();
    await cognito.sendVerification('email');
    const { code } = await pool.messages.next();
    pool.clock.advance(86_400);
    await cognito.renewAccessToken();
    expect(await errorOf(cognito.validateVerification(code))).toMatchObject({ code: 'CODE_EXPIRED' });
  });

  test('is sent five times an hour at most', async () => {
    const { cognito } = await signedIn();
    for (let i = 0; i < 5; i++) await cognito.sendVerification('email');
    await expect(cognito.sendVerification('email')).rejects.toThrow(LimitExceededError);
  });

  test('is not sent to a contact that the user does not have', async () => {
    const { cognito } = await signedIn({ users: [{ username: 'ada', password: PASSWORD }] });
    expect(await errorOf(cognito.sendVerification('email'))).toMatchObject({ code: 'INVALID_PARAMETER' });
  });
});

test.each([
  ['the user’s id', { sub: 'x' }, 'ATTRIBUTE_NOT_WRITABLE'],
  ['a verification', { email_verified: true }, 'ATTRIBUTE_NOT_WRITABLE'],
  ['what the client may not write', { name: 'Ada' }, 'ATTRIBUTE_NOT_WRITABLE'],
  ['what the pool does not have', { 'custom:shoe': '40' }, 'SCHEMA'],
])('%s cannot be changed', async (_, attributes: Record<string, string | boolean>, code) => {
  const { cognito } = await signedIn({ clients: [{ clientId: 'app', WriteAttributes: ['email'] }] });
  expect(await errorOf(cognito.updateProfile(attributes))).toMatchObject({ code });
});

test('a person deletes their account, and every session of it ends', async () => {
  const { pool, cognito } = await signedIn();
  const elsewhere = clientOf(pool);
  await elsewhere.authenticate(PASSWORD);
  await cognito.deleteUser();
  expect(cognito.tokens).toBeUndefined();
  await expect(cognito.getUser()).rejects.toThrow(NotSignedInError);
  expect(await errorOf(elsewhere.getUser())).toBeInstanceOf(NotAuthorizedError);
  await expect(cognito.authenticate(PASSWORD)).rejects.toThrow(UserNotFoundError);
  const { sub } = await cognito.register({ password: PASSWORD });
  expect(sub).toMatch(/^[0-9a-f-]{36}$/);
});

test('the ways to sign in are told', async () => {
  const { cognito } = await signedIn({
    Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
  });
  expect(await cognito.getUserAuthFactors()).toEqual({
    username: 'ada',
    preferredMfa: undefined,
    mfa: [],
    firstFactors: ['PASSWORD', 'EMAIL_OTP'],
  });
});
