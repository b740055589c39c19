import type { Cognito, CognitoOptions } from 'portcullis';
import {
  InvalidParameterError,
  NotAuthorizedError,
  NotSentError,
  PasswordResetRequiredError,
  ResourceNotFoundError,
  type ServiceError,
  UserNotConfirmedError,
  UserNotFoundError,
} from 'portcullis/errors';
import type { LocalPool, Seed } from 'portcullis/local';
import { ada, clientOf, closeAfterEach, errorOf, PASSWORD, poolWith, stillClock } from '../helpers/pool.js';
import { sdkFor } from '../helpers/sdk.js';

closeAfterEach();

const WRONG = 'Wrong-Horse-9';

interface Case {
  readonly what: string;
  readonly seed?: Seed;
  readonly options?: Partial<CognitoOptions>;
  readonly before?: (pool: LocalPool, cognito: Cognito) => unknown;
  readonly call?: (cognito: Cognito) => Promise<unknown>;
  readonly error: new (...args: never[]) => ServiceError;
  readonly code: string;
}

const cases: readonly Case[] = [
  {
    what: 'a wrong password',
    call: cognito => cognito.authenticate(WRONG),
    error: NotAuthorizedError,
    code: 'BAD_CREDENTIALS',
  },
  {
    what: 'a user who does not exist',
    seed: { users: [] },
    error: UserNotFoundError,
    code: 'USER_NOT_FOUND',
  },
  {
    what: 'a user who does not exist, which the client hides',
    seed: { users: [], clients: [{ clientId: 'app', PreventUserExistenceErrors: 'ENABLED' }] },
    error: NotAuthorizedError,
    code: 'BAD_CREDENTIALS',
  },
  {
    what: 'a user who is disabled',
    seed: { users: [{ ...ada, enabled: false }] },
    error: NotAuthorizedError,
    code: 'USER_DISABLED',
  },
  {
    what: 'five wrong passwords',
    before: async (_, cognito) => {
      for (let i = 0; i < 5; i++) await errorOf(cognito.authenticate(WRONG));
    },
    error: NotAuthorizedError,
    code: 'LOCKED_OUT',
  },
  {
    what: 'a temporary password after a week',
    seed: { users: [{ ...ada, status: 'FORCE_CHANGE_PASSWORD' }] },
    before: pool => pool.clock.advance(7 * 86_400),
    // The first answer teaches the client what time it is there.
    call: async cognito => {
      await errorOf(cognito.authenticate(WRONG));
      await cognito.authenticate(PASSWORD);
    },
    error: NotAuthorizedError,
    code: 'TEMPORARY_PASSWORD_EXPIRED',
  },
  {
    what: 'an account that was never confirmed',
    seed: { users: [{ ...ada, status: 'UNCONFIRMED' }] },
    error: UserNotConfirmedError,
    code: 'USER_NOT_CONFIRMED',
  },
  {
    what: 'a password that an administrator reset',
    before: pool => sdkFor(pool).adminResetUserPassword({ UserPoolId: pool.userPoolId, Username: 'ada' }),
    error: PasswordResetRequiredError,
    code: 'PASSWORD_RESET_REQUIRED',
  },
  {
    what: 'a client that does not exist',
    options: { clientId: 'other' },
    error: ResourceNotFoundError,
    code: 'CLIENT_NOT_FOUND',
  },
  {
    what: 'a flow that the client does not allow',
    call: cognito => cognito.authenticateWithPassword(PASSWORD),
    error: InvalidParameterError,
    code: 'FLOW_NOT_ENABLED',
  },
];

test.each(cases)(
  '$what is refused as $code',
  async ({ seed, options, before, call = cognito => cognito.authenticate(PASSWORD), error, code }) => {
    const pool = await poolWith({ users: [ada], ...seed }, { clock: stillClock() });
    const cognito = clientOf(pool, options);
    await before?.(pool, cognito);
    const refused = await errorOf<ServiceError>(call(cognito));
    expect(refused).toBeInstanceOf(error);
    expect(refused.code).toBe(code);
    expect(refused.message).toBe(refused.awsMessage);
    expect(refused.httpStatus).toBe(400);
    expect(refused.requestId).toMatch(/^[0-9a-f-]{36}$/);
  },
);

const signedIn = async (seed: Seed = {}) => {
  const pool = await poolWith({ users: [ada], ...seed }, { clock: stillClock() });
  const cognito = clientOf(pool);
  await cognito.authenticate(PASSWORD);
  return { pool, cognito };
};

test.each<[string, (cognito: Cognito) => Promise<unknown>]>([
  ['getUser', c => c.getUser()],
  ['updateProfile', c => c.updateProfile({ name: 'Ada' })],
  ['changePassword', c => c.changePassword(PASSWORD, 'Another-Horse-9')],
  ['sendVerification', c => c.sendVerification()],
  ['validateVerification', c => c.validateVerification('123456')],
  ['getUserAuthFactors', c => c.getUserAuthFactors()],
  ['setUserMfaPreference', c => c.setUserMfaPreference({ email: false })],
  ['associateSoftwareToken', c => c.associateSoftwareToken()],
  ['verifySoftwareToken', c => c.verifySoftwareToken('123456')],
  ['deleteUser', c => c.deleteUser()],
])('%s after the user was signed out everywhere is refused as ACCESS_TOKEN_REVOKED', async (_, call) => {
  const { pool, cognito } = await signedIn();
  await sdkFor(pool).adminUserGlobalSignOut({ UserPoolId: pool.userPoolId, Username: 'ada' });
  expect(await errorOf(call(cognito))).toMatchObject({
    code: 'ACCESS_TOKEN_REVOKED',
    awsMessage: 'Access Token has been revoked',
  });
});

test('a user who is disabled meanwhile is told so, and stays signed out when enabled again', async () => {
  const { pool, cognito } = await signedIn();
  const who = { UserPoolId: pool.userPoolId, Username: 'ada' };
  await sdkFor(pool).adminDisableUser(who);
  expect(await errorOf(cognito.getUser())).toMatchObject({ code: 'USER_DISABLED' });
  const renewing = clientOf(pool, cognito.tokens?.data);
  expect(await errorOf(renewing.renewAccessToken())).toMatchObject({ code: 'USER_DISABLED' });
  await sdkFor(pool).adminEnableUser(who);
  expect(await errorOf(cognito.getUser())).toMatchObject({ code: 'ACCESS_TOKEN_REVOKED' });
  await cognito.authenticate(PASSWORD);
});

test('a reset password is replaced with the code, and the account is confirmed again', async () => {
  const pool = await poolWith({ users: [ada] });
  const cognito = clientOf(pool);
  await sdkFor(pool).adminResetUserPassword({ UserPoolId: pool.userPoolId, Username: 'ada' });
  const { code } = await pool.messages.next({ to: 'ada@example.com' });
  await cognito.confirmForgotPassword(code, 'Another-Horse-9');
  await cognito.authenticate('Another-Horse-9');
});

test('a lock-out ends by itself, and a new password ends it at once', async () => {
  const { pool, cognito } = await signedIn();
  for (let i = 0; i < 5; i++) await errorOf(cognito.authenticate(WRONG));
  expect(await errorOf(cognito.authenticate(PASSWORD))).toMatchObject({ code: 'LOCKED_OUT' });
  await cognito.initiateForgotPassword();
  await cognito.confirmForgotPassword((await pool.messages.next()).code, 'Another-Horse-9');
  await cognito.authenticate('Another-Horse-9');
  for (let i = 0; i < 5; i++) await errorOf(cognito.authenticate(WRONG));
  pool.clock.advance(1);
  await cognito.authenticate('Another-Horse-9');
});

test('a call that needs AWS credentials says so where there are none', async () => {
  const pool = await poolWith({ users: [ada] });
  const credentials = () =>
    Promise.reject(Object.assign(new Error('none'), { name: 'CredentialsProviderError' }));
  const cognito = clientOf(pool, { credentials });
  const error = await errorOf<NotSentError>(cognito.adminAuthenticate(PASSWORD));
  expect(error).toBeInstanceOf(NotSentError);
  expect(error.code).toBe('CREDENTIALS_MISSING');
});
