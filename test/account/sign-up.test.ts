import {
  AliasExistsError,
  CodeMismatchError,
  ExpiredCodeError,
  InvalidParameterError,
  InvalidPasswordError,
  LimitExceededError,
  UserNotConfirmedError,
  UserNotFoundError,
  UsernameExistsError,
} from 'portcullis/errors';
import type { LocalPool, Seed } from 'portcullis/local';
import {
  ada,
  CLIENT_SECRET,
  clientOf,
  closeAfterEach,
  errorOf,
  PASSWORD,
  poolWith,
} from '../helpers/pool.js';

closeAfterEach();

const DAY = 86_400;
const email = 'ada@example.com';

const registering = async (seed: Seed = {}) => {
  const pool = await poolWith({ clients: [{ clientId: 'app', clientSecret: CLIENT_SECRET }], ...seed });
  return { pool, cognito: clientOf(pool) };
};

const codeIn = async (pool: LocalPool) => (await pool.messages.next()).code;
const otherThan = (code: string) => (code === '000000' ? '111111' : '000000');

test('a person registers, confirms with the code that was sent, and signs in', async () => {
  const { pool, cognito } = await registering();
  const registered = await cognito.register({ password: PASSWORD, attributes: { email } });
  expect(registered).toEqual({
    sub: expect.stringMatching(/^[0-9a-f-]{36}$/),
    confirmed: false,
    delivery: { destination: 'a***@e***', medium: 'EMAIL', attribute: 'email' },
  });
  await expect(cognito.authenticate(PASSWORD)).rejects.toThrow(UserNotConfirmedError);
  const message = await pool.messages.next({ to: email });
  expect(message).toMatchObject({ username: 'ada', medium: 'EMAIL', reason: 'SignUp' });
  await cognito.confirmSignUp(message.code);
  await cognito.authenticate(PASSWORD);
  const { sub, attributes } = await cognito.getUser();
  expect(sub).toBe(registered.sub);
  expect(attributes).toMatchObject({ email, email_verified: true });
});

describe('the object that registered', () => {
  const register = (username: string) => ({ username, password: PASSWORD, attributes: { email } });

  test('confirms the registration and signs in, where it named nobody', async () => {
    const pool = await poolWith();
    const cognito = clientOf(pool, { username: undefined });
    await cognito.register(register('ada'));
    await cognito.resendConfirmationCode();
    await pool.messages.next({ to: email });
    await cognito.confirmSignUp(await codeIn(pool));
    expect((await cognito.authenticate(PASSWORD)).username).toBe('ada');
  });

  test('confirms the last registration, and stays the one whom it named', async () => {
    const pool = await poolWith({ users: [ada] });
    const cognito = clientOf(pool, { username: 'ada' });
    await cognito.authenticate(PASSWORD);
    await cognito.register(register('bob'));
    await cognito.confirmSignUp(await codeIn(pool));
    expect((await cognito.authenticate(PASSWORD)).username).toBe('ada');
    expect((await clientOf(pool, { username: 'bob' }).authenticate(PASSWORD)).username).toBe('bob');
  });

  test('is named anew by another registration', async () => {
    const pool = await poolWith();
    const cognito = clientOf(pool, { username: undefined });
    for (const name of ['ada', 'bob']) await cognito.register(register(name));
    expect(cognito.username).toBe('bob');
    await pool.messages.next({ to: email });
    await cognito.confirmSignUp(await codeIn(pool));
    expect((await cognito.authenticate(PASSWORD)).username).toBe('bob');
  });

  test('keeps the session of tokens that it holds', async () => {
    const pool = await poolWith({ users: [ada] });
    const { accessToken } = await pool.tokensFor('ada');
    const cognito = clientOf(pool, { username: undefined, accessToken });
    await cognito.register(register('bob'));
    expect(cognito.username).toBe('ada');
    await cognito.confirmSignUp(await codeIn(pool));
    expect((await clientOf(pool, { username: 'bob' }).authenticate(PASSWORD)).username).toBe('bob');
  });
});

test('standard and custom attributes are kept, under the application’s own names where it has some', async () => {
  const attrMap = { given_name: 'first_name', 'custom:state': 'state' };
  const clients = [{ clientId: 'app', WriteAttributes: ['email', 'given_name', 'custom:state'] }];
  const { pool, cognito } = await registering({ clients });
  const attributes = { email, first_name: 'Ada', state: 'Virginia' };
  await cognito.register({ password: PASSWORD, attributes, attrMap });
  await cognito.confirmSignUp(await codeIn(pool));
  await cognito.authenticate(PASSWORD);
  expect((await cognito.getUser({ attrMap })).attributes).toMatchObject(attributes);
  expect(await cognito.getUser()).toMatchObject({
    attributes: { given_name: 'Ada' },
    custom: { state: 'Virginia' },
  });
});

test('a phone number gets the code when both contacts could', async () => {
  const { pool, cognito } = await registering({ AutoVerifiedAttributes: ['email', 'phone_number'] });
  const attributes = { email, phone_number: '+12345679934' };
  const { delivery } = await cognito.register({ password: PASSWORD, attributes });
  expect(delivery).toEqual({ destination: '+*******9934', medium: 'SMS', attribute: 'phone_number' });
  await cognito.confirmSignUp(await codeIn(pool));
  await cognito.authenticate(PASSWORD);
  expect((await cognito.getUser()).attributes.phone_number_verified).toBe(true);
});

test('without a contact nothing is sent, and an administrator has to confirm', async () => {
  const { pool, cognito } = await registering();
  const { delivery } = await cognito.register({ password: PASSWORD });
  expect(delivery).toBeUndefined();
  expect(pool.messages.list()).toEqual([]);
  await expect(cognito.resendConfirmationCode()).rejects.toThrow(InvalidParameterError);
});

describe('a registration’s code', () => {
  const registered = async (seed?: Seed) => {
    const { pool, cognito } = await registering(seed);
    await cognito.register({ password: PASSWORD, attributes: { email } });
    return { pool, cognito, code: await codeIn(pool) };
  };

  test('is refused when it is wrong, and may be tried again', async () => {
    const { cognito, code } = await registered();
    const error = await errorOf(cognito.confirmSignUp(otherThan(code)));
    expect(error).toBeInstanceOf(CodeMismatchError);
    expect(error).toMatchObject({
      code: 'CODE_MISMATCH',
      awsMessage: 'Invalid verification code provided, please try again.',
    });
    await cognito.confirmSignUp(code);
  });

  test('cannot be guessed without end', async () => {
    const { pool, cognito, code } = await registered();
    for (let i = 0; i < 15; i++) await errorOf(cognito.confirmSignUp(otherThan(code)));
    const error = await errorOf(cognito.confirmSignUp(code));
    expect(error).toBeInstanceOf(LimitExceededError);
    expect(error).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      awsMessage: 'Attempt limit exceeded, please try after some time.',
    });
    pool.clock.advance(3_601);
    await cognito.confirmSignUp(code);
  });

  test('is good for a day', async () => {
    const { pool, cognito, code } = await registered();
    pool.clock.advance(DAY);
    const error = await errorOf(cognito.confirmSignUp(code));
    expect(error).toBeInstanceOf(ExpiredCodeError);
    expect(error).toMatchObject({
      code: 'CODE_EXPIRED',
      awsMessage: 'Invalid code provided, please request a code again.',
    });
  });

  test('is replaced by one that is sent again', async () => {
    const { pool, cognito, code } = await registered();
    expect(await cognito.resendConfirmationCode()).toEqual({
      destination: 'a***@e***',
      medium: 'EMAIL',
      attribute: 'email',
    });
    const { code: next, reason } = await pool.messages.next();
    expect(reason).toBe('ResendCode');
    if (next !== code) await expect(cognito.confirmSignUp(code)).rejects.toThrow(CodeMismatchError);
    await cognito.confirmSignUp(next);
  });

  test('is sent five times an hour at most', async () => {
    const { pool, cognito } = await registered();
    for (let i = 0; i < 5; i++) await cognito.resendConfirmationCode();
    await expect(cognito.resendConfirmationCode()).rejects.toThrow(LimitExceededError);
    pool.clock.advance(3_600);
    await cognito.resendConfirmationCode();
  });

  test('is not needed twice', async () => {
    const { cognito, code } = await registered();
    await cognito.confirmSignUp(code);
    expect(await errorOf(cognito.confirmSignUp(code))).toMatchObject({
      code: 'USER_STATE',
      awsMessage: 'User cannot be confirmed. Current status is CONFIRMED',
    });
    expect(await errorOf(cognito.resendConfirmationCode())).toMatchObject({
      code: 'ALREADY_CONFIRMED',
      awsMessage: 'User is already confirmed.',
    });
  });
});

test('a name that is taken is refused', async () => {
  const { cognito } = await registering({ users: [ada] });
  const error = await errorOf(cognito.register({ password: PASSWORD }));
  expect(error).toBeInstanceOf(UsernameExistsError);
  expect(error).toMatchObject({ code: 'USERNAME_EXISTS', awsMessage: 'User already exists' });
});

test.each([
  ['Short1!', 'Password did not conform with policy: Password not long enough'],
  ['correct-horse-9', 'Password did not conform with policy: Password must have uppercase characters'],
  ['CORRECT-HORSE-9', 'Password did not conform with policy: Password must have lowercase characters'],
  ['Correct-Horse-x', 'Password did not conform with policy: Password must have numeric characters'],
  ['CorrectHorse9', 'Password did not conform with policy: Password must have symbol characters'],
])('the password %s does not fit the policy', async (password, awsMessage) => {
  const { cognito } = await registering();
  const error = await errorOf(cognito.register({ password }));
  expect(error).toBeInstanceOf(InvalidPasswordError);
  expect(error).toMatchObject({ code: 'PASSWORD_POLICY', awsMessage });
});

test.each([
  [
    'a password that is missing',
    {},
    "1 validation error detected: Value at 'password'failed to satisfy constraint: Member must not be null",
  ],
  [
    'a password of five characters',
    { password: 'Aa1!x' },
    "1 validation error detected: Value at 'password'failed to satisfy constraint: Member must have length greater than or equal to 6",
  ],
])('%s is a validation error', async (_, who, awsMessage) => {
  const { cognito } = await registering();
  const error = await errorOf(cognito.register(who));
  expect(error).toBeInstanceOf(InvalidParameterError);
  expect(error).toMatchObject({ code: 'INVALID_PARAMETER', awsMessage });
});

test.each([
  ['an attribute that the pool does not have', { 'custom:shoe': '40' }, 'SCHEMA'],
  ['an e-mail address that is none', { email: 'ada' }, 'INVALID_PARAMETER'],
  ['a phone number that is none', { phone_number: '020 7946' }, 'INVALID_PARAMETER'],
  ['a contact that says it is verified', { email, email_verified: true }, 'ATTRIBUTE_NOT_WRITABLE'],
  ['a sub of one’s own', { sub: 'me' }, 'ATTRIBUTE_NOT_WRITABLE'],
])('%s is refused', async (_, attributes: Record<string, string | boolean>, code) => {
  const { cognito } = await registering();
  expect(await errorOf(cognito.register({ password: PASSWORD, attributes }))).toMatchObject({ code });
});

test('an attribute that the client may not write is refused', async () => {
  const clients = [{ clientId: 'app', WriteAttributes: ['email'] }];
  const { cognito } = await registering({ clients });
  const registration = cognito.register({ password: PASSWORD, attributes: { email, name: 'Ada' } });
  expect(await errorOf(registration)).toMatchObject({
    code: 'ATTRIBUTE_NOT_WRITABLE',
    awsMessage: 'A client attempted to write unauthorized attribute',
  });
});

describe('where e-mail addresses are usernames', () => {
  test('a person registers by one, and is called by a UUID', async () => {
    const { pool, cognito: _ } = await registering({ UsernameAttributes: ['email'] });
    const cognito = clientOf(pool, { username: email });
    const { sub } = await cognito.register({ password: PASSWORD });
    await cognito.confirmSignUp(await codeIn(pool));
    const tokens = await cognito.authenticate(PASSWORD);
    expect(tokens.username).toBe(sub);
    const again = await errorOf(cognito.register({ password: PASSWORD }));
    expect(again).toMatchObject({ code: 'USERNAME_EXISTS', awsMessage: 'User already exists' });
  });

  test('any other name is refused', async () => {
    const { cognito } = await registering({ UsernameAttributes: ['email', 'phone_number'] });
    expect(await errorOf(cognito.register({ password: PASSWORD }))).toMatchObject({
      code: 'INVALID_PARAMETER',
      awsMessage: 'Username should be either an email or a phone number.',
    });
  });
});

describe('where a verified e-mail address is an alias', () => {
  const AliasAttributes = ['email' as const];

  test('a second holder is refused when confirming, and may take it over', async () => {
    const { pool } = await registering({ AliasAttributes, users: [ada] });
    const bob = clientOf(pool, { username: 'bob' });
    await bob.register({ password: 'Another-Horse-9', attributes: { email } });
    const code = await codeIn(pool);
    const error = await errorOf(bob.confirmSignUp(code));
    expect(error).toBeInstanceOf(AliasExistsError);
    expect(error).toMatchObject({
      code: 'ALIAS_EXISTS',
      awsMessage: 'An account with the email already exists.',
    });
    await bob.confirmSignUp(code, { forceAliasCreation: true });
    const byAlias = clientOf(pool, { username: email });
    expect((await byAlias.authenticate('Another-Horse-9')).username).toBe('bob');
    const adaAgain = clientOf(pool);
    await adaAgain.authenticate(PASSWORD);
    expect((await adaAgain.getUser()).attributes.email_verified).toBe(false);
  });

  test('a username that could be somebody’s alias is refused', async () => {
    const { pool } = await registering({ AliasAttributes });
    const cognito = clientOf(pool, { username: email });
    await expect(cognito.register({ password: PASSWORD })).rejects.toThrow(
      'Username cannot be of email format, since user pool is configured for email alias.',
    );
  });
});

describe('somebody who does not exist', () => {
  const asking = (PreventUserExistenceErrors: 'ENABLED' | 'LEGACY') =>
    registering({ clients: [{ clientId: 'app', PreventUserExistenceErrors }] });

  test('is told of by a client that does not hide it', async () => {
    const { cognito } = await asking('LEGACY');
    await expect(cognito.confirmSignUp('123456')).rejects.toBeInstanceOf(UserNotFoundError);
    await expect(cognito.resendConfirmationCode()).rejects.toBeInstanceOf(UserNotFoundError);
  });

  test('is not told of by a client that hides it', async () => {
    const { pool, cognito } = await asking('ENABLED');
    await expect(cognito.confirmSignUp('123456')).rejects.toThrow(CodeMismatchError);
    const delivery = await cognito.resendConfirmationCode();
    expect(delivery).toEqual({
      destination: expect.stringMatching(/^[a-z]\*\*\*@[a-z]\*\*\*$/),
      medium: 'EMAIL',
      attribute: 'email',
    });
    expect(await cognito.resendConfirmationCode()).toEqual(delivery);
    expect(pool.messages.list()).toEqual([]);
  });
});

test.each<[string, (c: ReturnType<typeof clientOf>) => Promise<unknown>]>([
  ['register', c => c.register({ password: PASSWORD })],
  ['confirmSignUp', c => c.confirmSignUp('123456')],
  ['resendConfirmationCode', c => c.resendConfirmationCode()],
  ['initiateForgotPassword', c => c.initiateForgotPassword()],
  ['confirmForgotPassword', c => c.confirmForgotPassword('123456', PASSWORD)],
])('%s needs the client’s secret', async (_, call) => {
  const { pool } = await registering({
    clients: [{ clientId: 'app', clientSecret: CLIENT_SECRET }],
    users: [ada],
  });
  expect(await errorOf(call(clientOf(pool, { clientSecret: undefined })))).toMatchObject({
    code: 'SECRET_HASH_MISSING',
    awsMessage: 'Client app is configured with secret but SECRET_HASH was not received',
  });
  expect(await errorOf(call(clientOf(pool, { clientSecret: 'wrong' })))).toMatchObject({
    code: 'SECRET_HASH_WRONG',
    awsMessage: 'SecretHash does not match for the client: app',
  });
});
