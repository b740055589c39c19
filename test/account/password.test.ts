import {
  CodeMismatchError,
  InvalidParameterError,
  InvalidPasswordError,
  LimitExceededError,
  NotAuthorizedError,
  PasswordHistoryError,
  UserNotFoundError,
} from 'portcullis/errors';
import type { LocalPoolOptions, Seed } from 'portcullis/local';
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

const NEXT = 'Another-Horse-9';
const wrongThan = (code: string) => (code === '000000' ? '111111' : '000000');

const forgetting = async (seed: Seed = {}, options: Omit<LocalPoolOptions, 'seed'> = {}) => {
  const clients = [{ clientId: 'app', clientSecret: CLIENT_SECRET }];
  const pool = await poolWith({ clients, users: [ada], ...seed }, options);
  return { pool, cognito: clientOf(pool) };
};

describe('a forgotten password', () => {
  test('is replaced with the code that was sent, and works until then', async () => {
    const { pool, cognito } = await forgetting();
    expect(await cognito.initiateForgotPassword()).toEqual({
      destination: 'a***@e***',
      medium: 'EMAIL',
      attribute: 'email',
    });
    await cognito.authenticate(PASSWORD);
    const { code, reason } = await pool.messages.next({ to: 'ada@example.com' });
    expect(reason).toBe('ForgotPassword');
    await cognito.confirmForgotPassword(code, NEXT);
    await cognito.authenticate(NEXT);
    expect(await errorOf(cognito.authenticate(PASSWORD))).toMatchObject({ code: 'BAD_CREDENTIALS' });
    expect(await errorOf(cognito.confirmForgotPassword(code, PASSWORD))).toMatchObject({
      code: 'CODE_EXPIRED',
    });
  });

  test('is kept when the code is wrong, late or replaced', async () => {
    const { pool, cognito } = await forgetting();
    await cognito.initiateForgotPassword();
    const { code } = await pool.messages.next();
    const wrong = await errorOf(cognito.confirmForgotPassword(wrongThan(code), NEXT));
    expect(wrong).toBeInstanceOf(CodeMismatchError);
    pool.clock.advance(3_600);
    expect(await errorOf(cognito.confirmForgotPassword(code, NEXT))).toMatchObject({
      code: 'CODE_EXPIRED',
      awsMessage: 'Invalid code provided, please request a code again.',
    });
    await cognito.initiateForgotPassword();
    await cognito.initiateForgotPassword();
    const [replaced, current] = [await pool.messages.next(), await pool.messages.next()];
    if (replaced.code !== current.code)
      await expect(cognito.confirmForgotPassword(replaced.code, NEXT)).rejects.toThrow(CodeMismatchError);
    await cognito.authenticate(PASSWORD);
  });

  test('is not replaced by one that does not fit the policy, and the code stays good', async () => {
    const { pool, cognito } = await forgetting();
    await cognito.initiateForgotPassword();
    const { code } = await pool.messages.next();
    await expect(cognito.confirmForgotPassword(code, 'weak-horse')).rejects.toThrow(InvalidPasswordError);
    await cognito.confirmForgotPassword(code, NEXT);
  });

  test('cannot be taken over by guessing codes', async () => {
    const { pool, cognito } = await forgetting();
    await cognito.initiateForgotPassword();
    const { code } = await pool.messages.next();
    for (let i = 0; i < 20; i++) await errorOf(cognito.confirmForgotPassword(wrongThan(code), NEXT));
    expect(await errorOf(cognito.confirmForgotPassword(code, NEXT))).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      awsMessage: 'Attempt limit exceeded, please try after some time.',
    });
  });

  test('cannot flood a mailbox with codes', async () => {
    const { cognito } = await forgetting();
    for (let i = 0; i < 20; i++) await cognito.initiateForgotPassword();
    await expect(cognito.initiateForgotPassword()).rejects.toThrow(LimitExceededError);
  });

  const both = {
    email: 'ada@example.com',
    email_verified: 'true',
    phone_number: '+12345679934',
    phone_number_verified: 'true',
  };
  test.each<[string, Seed, string | undefined]>([
    [
      'the phone comes first where the pool says nothing',
      { users: [{ ...ada, attributes: both }] },
      'phone_number',
    ],
    [
      'the pool’s own priorities count',
      {
        users: [{ ...ada, attributes: both }],
        AccountRecoverySetting: {
          RecoveryMechanisms: [
            { Name: 'verified_phone_number', Priority: 2 },
            { Name: 'verified_email', Priority: 1 },
          ],
        },
      },
      'email',
    ],
    [
      'a phone that is the second factor is passed over',
      { users: [{ ...ada, attributes: both, mfa: ['SMS_MFA'] }] },
      'email',
    ],
    [
      'an unverified contact is passed over',
      { users: [{ ...ada, attributes: { ...both, phone_number_verified: 'false' } }] },
      'email',
    ],
    [
      'a contact outside the pool’s priorities is passed over',
      {
        users: [{ ...ada, attributes: { email: 'ada@example.com' } }],
        AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_phone_number', Priority: 1 }] },
      },
      undefined,
    ],
    [
      'an administrator’s privilege sends nothing',
      {
        users: [{ ...ada, attributes: both }],
        AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'admin_only', Priority: 1 }] },
      },
      undefined,
    ],
    ['nothing is sent without a contact', { users: [{ username: 'ada', password: PASSWORD }] }, undefined],
  ])('%s', async (_, seed, attribute) => {
    const { cognito } = await forgetting(seed);
    if (attribute) expect(await cognito.initiateForgotPassword()).toMatchObject({ attribute });
    else
      expect(await errorOf(cognito.initiateForgotPassword())).toMatchObject({
        code: 'NO_VERIFIED_CONTACT',
        awsMessage:
          'Cannot reset password for the user as there is no registered/verified email or phone_number',
      });
  });

  test('of somebody who has only a temporary one is not reset', async () => {
    const { cognito } = await forgetting({ users: [{ ...ada, status: 'FORCE_CHANGE_PASSWORD' }] });
    expect(await errorOf(cognito.initiateForgotPassword())).toMatchObject({
      code: 'USER_STATE',
      awsMessage: 'User password cannot be reset in the current state.',
    });
  });

  test('of somebody who is disabled is not reset, whatever the client hides', async () => {
    const clients = [{ clientId: 'app', PreventUserExistenceErrors: 'ENABLED' as const }];
    const { cognito } = await forgetting({ clients, users: [{ ...ada, enabled: false }] });
    for (const call of [cognito.initiateForgotPassword(), cognito.confirmForgotPassword('123456', NEXT)])
      expect(await errorOf(call)).toMatchObject({ code: 'USER_DISABLED', awsMessage: 'User is disabled.' });
  });

  test('of nobody is told by a client that does not hide it', async () => {
    const { cognito } = await forgetting({ users: [] });
    for (const call of [cognito.initiateForgotPassword(), cognito.confirmForgotPassword('123456', NEXT)]) {
      const error = await errorOf(call);
      expect(error).toBeInstanceOf(UserNotFoundError);
      expect(error).toMatchObject({ awsMessage: 'Username/client id combination not found.' });
    }
  });

  test('of nobody looks like anybody’s to a client that hides it', async () => {
    const clients = [{ clientId: 'app', PreventUserExistenceErrors: 'ENABLED' as const }];
    const { pool, cognito } = await forgetting({ clients, users: [] });
    const delivery = await cognito.initiateForgotPassword();
    expect(delivery).toMatchObject({ medium: 'EMAIL', attribute: 'email' });
    expect(await cognito.initiateForgotPassword()).toEqual(delivery);
    expect(pool.messages.list()).toEqual([]);
    await expect(cognito.confirmForgotPassword('123456', NEXT)).rejects.toThrow(CodeMismatchError);
  });
});

describe('a changed password', () => {
  const signedIn = async (seed: Seed = {}) => {
    const { pool, cognito } = await forgetting(seed);
    await cognito.authenticate(PASSWORD);
    return { pool, cognito };
  };

  test('counts from then on', async () => {
    const { cognito } = await signedIn();
    await cognito.changePassword(PASSWORD, NEXT);
    await expect(cognito.authenticate(PASSWORD)).rejects.toThrow(NotAuthorizedError);
    await cognito.authenticate(NEXT);
  });

  test('needs the one before', async () => {
    const { cognito } = await signedIn();
    expect(await errorOf(cognito.changePassword('Wrong-Horse-9', NEXT))).toMatchObject({
      code: 'BAD_CREDENTIALS',
      awsMessage: 'Incorrect username or password.',
    });
    expect(await errorOf(cognito.changePassword(undefined, NEXT))).toMatchObject({
      code: 'INVALID_PARAMETER',
      awsMessage:
        "1 validation error detected: Value at 'previousPassword'failed to satisfy constraint: Member must not be null",
    });
  });

  test('cannot be set by guessing the one before', async () => {
    const { pool, cognito } = await signedIn();
    for (let i = 0; i < 5; i++) await errorOf(cognito.changePassword('Wrong-Horse-9', NEXT));
    await expect(cognito.changePassword(PASSWORD, NEXT)).rejects.toThrow(LimitExceededError);
    pool.clock.advance(3_600);
    await cognito.renewAccessToken();
    await cognito.changePassword(PASSWORD, NEXT);
  });

  test('has to fit the policy', async () => {
    const { cognito } = await signedIn();
    await expect(cognito.changePassword(PASSWORD, 'correcthorse')).rejects.toThrow(InvalidPasswordError);
    await expect(cognito.changePassword(PASSWORD, 'Aa1!')).rejects.toThrow(InvalidParameterError);
  });

  test('may be any where the pool remembers none', async () => {
    const { cognito } = await signedIn();
    await cognito.changePassword(PASSWORD, PASSWORD);
  });

  test('must not be one that the pool remembers', async () => {
    const { cognito } = await signedIn({ Policies: { PasswordPolicy: { PasswordHistorySize: 1 } } });
    const change = async (from: string, to: string) => cognito.changePassword(from, to);
    await change(PASSWORD, NEXT);
    for (const used of [NEXT, PASSWORD]) {
      const error = await errorOf(change(NEXT, used));
      expect(error).toBeInstanceOf(PasswordHistoryError);
      expect(error).toMatchObject({
        code: 'PASSWORD_USED_BEFORE',
        awsMessage: 'Password has previously been used',
      });
    }
    await change(NEXT, 'Third-Horse-9');
    await change('Third-Horse-9', PASSWORD);
  });
});
