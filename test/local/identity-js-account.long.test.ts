import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserAttribute,
  CognitoUserPool,
  type ISignUpResult,
} from 'amazon-cognito-identity-js';
import type { LocalPool, Seed } from 'portcullis/local';
import { ada, closeAfterEach, PASSWORD, poolWith } from '../helpers/pool.js';

closeAfterEach();

const NEXT = 'Another-Horse-9';
const email = 'ada@example.com';

type Callback<Value> = (error: Error | undefined | null, value?: Value) => void;

/** Awaits one of this client's methods that end in a callback. */
const called = <Value>(call: (callback: Callback<Value>) => void): Promise<Value> =>
  new Promise((resolve, reject) => call((error, value) => (error ? reject(error) : resolve(value as Value))));

function applicationOf({ endpoint, userPoolId }: LocalPool) {
  const memory = new Map<string, string>();
  const Storage = {
    getItem: (key: string) => memory.get(key) ?? null,
    setItem: (key: string, value: string) => void memory.set(key, value),
    removeItem: (key: string) => void memory.delete(key),
    clear: () => memory.clear(),
  };
  const Pool = new CognitoUserPool({ UserPoolId: userPoolId, ClientId: 'app', endpoint, Storage });
  return { Pool, user: new CognitoUser({ Username: 'ada', Pool, Storage }) };
}

const signIn = (user: CognitoUser, Password: string) =>
  new Promise((onSuccess, onFailure) =>
    user.authenticateUser(new AuthenticationDetails({ Username: 'ada', Password }), { onSuccess, onFailure }),
  );

const signUp = (Pool: CognitoUserPool, password: string) =>
  called<ISignUpResult>(done =>
    Pool.signUp('ada', password, [new CognitoUserAttribute({ Name: 'email', Value: email })], [], done),
  );

const opened = async (seed?: Seed) => {
  const pool = await poolWith(seed);
  return { pool, ...applicationOf(pool) };
};

const attributesOf = async (user: CognitoUser) => {
  const list = await called<CognitoUserAttribute[]>(done => user.getUserAttributes(done));
  return Object.fromEntries(list.map(({ Name, Value }) => [Name, Value]));
};

test('somebody signs up, asks for the code again, confirms and signs in', async () => {
  const { pool, Pool, user } = await opened();
  const result = await signUp(Pool, PASSWORD);
  expect(result).toMatchObject({
    userConfirmed: false,
    codeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'a***@e***' },
  });
  await pool.messages.next();
  await expect(signIn(user, PASSWORD)).rejects.toMatchObject({ code: 'UserNotConfirmedException' });
  await called(done => user.resendConfirmationCode(done));
  const { code } = await pool.messages.next();
  expect(await called(done => user.confirmRegistration(code, false, done))).toBe('SUCCESS');
  await signIn(user, PASSWORD);
  expect(await attributesOf(user)).toMatchObject({ sub: result.userSub, email, email_verified: 'true' });
});

test('a sign-up that cannot be is refused in the words of the service', async () => {
  const { Pool } = await opened({ users: [ada] });
  await expect(signUp(Pool, PASSWORD)).rejects.toMatchObject({
    code: 'UsernameExistsException',
    message: 'User already exists',
  });
  await expect(signUp(Pool, 'Horse-9')).rejects.toMatchObject({
    code: 'InvalidPasswordException',
    message: 'Password did not conform with policy: Password not long enough',
  });
});

test('a forgotten password is replaced', async () => {
  const { pool, user } = await opened({ users: [ada] });
  const sent = new Promise((inputVerificationCode, onFailure) =>
    user.forgotPassword({ onSuccess: () => undefined, onFailure, inputVerificationCode }),
  );
  expect(await sent).toMatchObject({ CodeDeliveryDetails: { Destination: 'a***@e***' } });
  const { code } = await pool.messages.next();
  const confirm = (typed: string) =>
    new Promise((onSuccess, onFailure) => user.confirmPassword(typed, NEXT, { onSuccess, onFailure }));
  await expect(confirm(code === '000000' ? '111111' : '000000')).rejects.toMatchObject({
    code: 'CodeMismatchException',
    message: 'Invalid verification code provided, please try again.',
  });
  expect(await confirm(code)).toBe('SUCCESS');
  await signIn(user, NEXT);
});

test('a password is changed', async () => {
  const { user } = await opened({ users: [ada] });
  await signIn(user, PASSWORD);
  expect(await called(done => user.changePassword(PASSWORD, NEXT, done))).toBe('SUCCESS');
  await expect(called(done => user.changePassword(PASSWORD, NEXT, done))).rejects.toMatchObject({
    code: 'NotAuthorizedException',
    message: 'Incorrect username or password.',
  });
  await signIn(user, NEXT);
});

test('attributes are changed, verified and deleted', async () => {
  const { pool, user } = await opened({ users: [ada] });
  await signIn(user, PASSWORD);
  const changes = [
    { Name: 'email', Value: 'countess@example.com' },
    { Name: 'given_name', Value: 'Ada' },
  ];
  expect(await called(done => user.updateAttributes(changes, done))).toBe('SUCCESS');
  expect(await attributesOf(user)).toMatchObject({ email_verified: 'false', given_name: 'Ada' });
  await pool.messages.next();
  await new Promise((resolve, onFailure) =>
    user.getAttributeVerificationCode('email', {
      onSuccess: () => resolve(undefined),
      onFailure,
      inputVerificationCode: () => void resolve(undefined),
    }),
  );
  const { code } = await pool.messages.next({ to: 'countess@example.com' });
  const verified = new Promise((onSuccess, onFailure) =>
    user.verifyAttribute('email', code, { onSuccess, onFailure }),
  );
  expect(await verified).toBe('SUCCESS');
  expect(await called(done => user.deleteAttributes(['given_name'], done))).toBe('SUCCESS');
  const attributes = await attributesOf(user);
  expect(attributes).toMatchObject({ email: 'countess@example.com', email_verified: 'true' });
  expect(attributes).not.toHaveProperty('given_name');
});

test('a user deletes their account', async () => {
  const { user } = await opened({ users: [ada] });
  await signIn(user, PASSWORD);
  expect(await called(done => user.deleteUser(done))).toBe('SUCCESS');
  await expect(signIn(user, PASSWORD)).rejects.toMatchObject({ code: 'UserNotFoundException' });
});
