import type { FirstFactor } from 'portcullis';
import {
  type Challenge,
  type ChallengeRequiredError,
  CodeMismatchError,
  EmailOtpRequiredError,
  PasswordRequiredError,
  SelectChallengeRequiredError,
  SmsOtpRequiredError,
  UserNotFoundError,
} from 'portcullis/errors';
import type { Seed } from 'portcullis/local';
import { systemRandom } from '../../src/internal/seams.js';
import {
  ada,
  adaWithTotp,
  CLIENT_SECRET,
  clientOf,
  closeAfterEach,
  errorOf,
  PASSWORD,
  poolWith,
} from '../helpers/pool.js';

closeAfterEach();

const byChoice = {
  clients: [{ clientId: 'app', clientSecret: CLIENT_SECRET, ExplicitAuthFlows: ['ALLOW_USER_AUTH'] }],
  Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'] } },
  AliasAttributes: ['email'],
  users: [ada],
} satisfies Seed;
const hiding = {
  ...byChoice,
  clients: [
    { clientId: 'app', ExplicitAuthFlows: ['ALLOW_USER_AUTH'], PreventUserExistenceErrors: 'ENABLED' },
  ],
} satisfies Seed;
const throughJson = (challenge: Challenge): Challenge => JSON.parse(JSON.stringify(challenge));

describe('a preferred first factor', () => {
  test.each(['PASSWORD', 'PASSWORD_SRP'] as const)('%s signs in at once', async preferredChallenge => {
    const cognito = clientOf(await poolWith(byChoice));
    await cognito.initiateUserAuth({ preferredChallenge, password: PASSWORD });
    expect(cognito.tokens?.username).toBe('ada');
  });

  test.each(['PASSWORD', 'PASSWORD_SRP'] as const)(
    '%s refuses a wrong password',
    async preferredChallenge => {
      const cognito = clientOf(await poolWith(byChoice));
      await expect(
        cognito.initiateUserAuth({ preferredChallenge, password: 'Wrong-Horse-9' }),
      ).rejects.toMatchObject({ code: 'BAD_CREDENTIALS' });
    },
  );

  test('by e-mail is a code of eight digits', async () => {
    const pool = await poolWith(byChoice);
    const cognito = clientOf(pool, { username: 'ada@example.com' });
    const error = await errorOf<EmailOtpRequiredError>(
      cognito.initiateUserAuth({ preferredChallenge: 'EMAIL_OTP' }),
    );
    expect(error).toBeInstanceOf(EmailOtpRequiredError);
    expect(error.challenge).toMatchObject({
      parameters: { CODE_DELIVERY_DESTINATION: 'a***@e***', CODE_DELIVERY_DELIVERY_MEDIUM: 'EMAIL' },
      available: ['PASSWORD_SRP', 'PASSWORD', 'EMAIL_OTP', 'SMS_OTP'],
    });
    const { code } = await pool.messages.next({ to: 'ada@example.com' });
    expect(code).toMatch(/^\d{8}$/);
    await expect(cognito.respondToEmailOtp(code === '00000000' ? '1' : '00000000')).rejects.toBeInstanceOf(
      CodeMismatchError,
    );
    await clientOf(pool).respondToEmailOtp(code, { challenge: throughJson(error.challenge) });
  });

  test('by SMS verifies the phone number', async () => {
    const pool = await poolWith(byChoice);
    const cognito = clientOf(pool);
    const error = await errorOf(cognito.initiateUserAuth({ preferredChallenge: 'SMS_OTP' }));
    expect(error).toBeInstanceOf(SmsOtpRequiredError);
    await cognito.respondToSmsOtp((await pool.messages.next()).code);
    const { id } = await cognito.verifyTokens();
    expect(id.claims).toMatchObject({ phone_number_verified: true });
  });

  test('that the user does not have becomes a choice', async () => {
    const pool = await poolWith({
      ...byChoice,
      users: [{ ...ada, attributes: { email: 'ada@example.com' } }],
    });
    const error = await errorOf<ChallengeRequiredError>(
      clientOf(pool).initiateUserAuth({ preferredChallenge: 'SMS_OTP' }),
    );
    expect(error).toBeInstanceOf(SelectChallengeRequiredError);
    expect(error.challenge.available).toEqual(['PASSWORD_SRP', 'PASSWORD', 'EMAIL_OTP']);
  });

  test('needs its password from the start', async () => {
    const cognito = clientOf(await poolWith(byChoice));
    await expect(cognito.initiateUserAuth({ preferredChallenge: 'PASSWORD' })).rejects.toMatchObject({
      field: 'password',
    });
  });
});

describe('a choice of first factors', () => {
  test.each(['PASSWORD', 'PASSWORD_SRP'] as const)('goes on with %s', async choice => {
    const cognito = clientOf(await poolWith(byChoice));
    const offered: string[] = [];
    await cognito.initiateUserAuth({
      password: PASSWORD,
      onSelectChallenge: ({ choices }) => {
        offered.push(...choices);
        return choice;
      },
    });
    expect(offered).toEqual(['PASSWORD_SRP', 'PASSWORD', 'EMAIL_OTP', 'SMS_OTP']);
    expect(cognito.tokens?.username).toBe('ada');
  });

  test.each([
    ['EMAIL_OTP', 'onEmailOtp'],
    ['SMS_OTP', 'onSmsOtp'],
  ] as const)('goes on with %s', async (choice, handler) => {
    const pool = await poolWith(byChoice);
    const tokens = await clientOf(pool).initiateUserAuth({
      onSelectChallenge: () => choice,
      [handler]: async () => (await pool.messages.next()).code,
    });
    expect(tokens.username).toBe('ada');
  });

  test.each(['PASSWORD', 'PASSWORD_SRP'] as const)('of %s can be made by hand elsewhere', async choice => {
    const pool = await poolWith(byChoice);
    const { challenge } = await errorOf<ChallengeRequiredError>(clientOf(pool).initiateUserAuth());
    const elsewhere = clientOf(pool, { username: undefined });
    await elsewhere.respondToSelectChallenge(choice, {
      challenge: throughJson(challenge),
      password: PASSWORD,
    });
    expect(elsewhere.username).toBe('ada');
  });

  test('is made under an alias, whose secret hash is its own until the stored name is known', async () => {
    const cognito = clientOf(await poolWith(byChoice), { username: 'ada@example.com' });
    for (const choice of ['PASSWORD', 'PASSWORD_SRP'])
      await cognito.initiateUserAuth({ password: PASSWORD, onSelectChallenge: () => choice });
    expect(cognito.tokens?.username).toBe('ada');
  });

  test('of a password without one asks for it, and takes it by hand', async () => {
    const cognito = clientOf(await poolWith(byChoice));
    await errorOf(cognito.initiateUserAuth());
    const error = await errorOf<PasswordRequiredError>(cognito.respondToSelectChallenge('PASSWORD'));
    expect(error).toBeInstanceOf(PasswordRequiredError);
    expect(error.code).toBe('PASSWORD_REQUIRED');
    await expect(cognito.respondToChallenge({ PASSWORD: 'Wrong-Horse-9' })).rejects.toMatchObject({
      code: 'BAD_CREDENTIALS',
    });
    await cognito.respondToChallenge({ PASSWORD });
    expect(cognito.tokens?.username).toBe('ada');
  });

  test('stays open after a wrong password', async () => {
    const cognito = clientOf(await poolWith(byChoice));
    await errorOf(cognito.initiateUserAuth());
    await errorOf(cognito.respondToSelectChallenge('PASSWORD', { password: 'Wrong-Horse-9' }));
    await cognito.respondToSelectChallenge('PASSWORD', { password: PASSWORD });
  });

  test.each([
    ['a second factor', { ...adaWithTotp }, undefined],
    ['a temporary password', { ...ada, status: 'FORCE_CHANGE_PASSWORD' as const }, undefined],
    ['a pool that requires a second factor', ada, 'ON' as const],
  ])('offers passwords only to users with %s', async (_who, user, MfaConfiguration) => {
    const pool = await poolWith({
      ...byChoice,
      users: [user],
      ...(MfaConfiguration && { MfaConfiguration }),
    });
    const error = await errorOf<ChallengeRequiredError>(clientOf(pool).initiateUserAuth());
    expect(error.challenge.available).toEqual(['PASSWORD_SRP', 'PASSWORD']);
  });
});

describe('a name that nobody has', () => {
  test('is told so, unless the client hides it', async () => {
    const cognito = clientOf(await poolWith(byChoice), { username: 'nobody' });
    await expect(cognito.initiateUserAuth()).rejects.toBeInstanceOf(UserNotFoundError);
  });

  test('seems to have every factor, where that is hidden', async () => {
    const cognito = clientOf(await poolWith(hiding), { username: 'nobody' });
    const factors = ['PASSWORD_SRP', 'PASSWORD', 'EMAIL_OTP', 'SMS_OTP'];
    const error = await errorOf<ChallengeRequiredError>(cognito.initiateUserAuth());
    expect(error.challenge.available).toEqual(factors);
    expect(factors).toContain(error.challenge.name);
  });

  test('is asked for any of them, by chance', async () => {
    let drawn = 0;
    const random = (count: number) => systemRandom(count).fill(drawn, 0, 1);
    const cognito = clientOf(await poolWith(hiding, { random }), { username: 'nobody' });
    const asked: string[] = [];
    for (drawn = 0; drawn < 4; drawn++)
      asked.push((await errorOf<ChallengeRequiredError>(cognito.initiateUserAuth())).challenge.name);
    expect(asked).toEqual(['PASSWORD_SRP', 'PASSWORD', 'EMAIL_OTP', 'SMS_OTP']);
  });

  test.each(['PASSWORD', 'PASSWORD_SRP'] as const)('seems to have another password: %s', async factor => {
    const cognito = clientOf(await poolWith(hiding), { username: 'nobody' });
    const refused = { code: 'BAD_CREDENTIALS', awsMessage: 'Incorrect username or password.' };
    const preferredChallenge: FirstFactor = factor;
    await expect(cognito.initiateUserAuth({ preferredChallenge, password: PASSWORD })).rejects.toMatchObject(
      refused,
    );
  });

  test('is sent nothing, and no code is right', async () => {
    const pool = await poolWith(hiding);
    const cognito = clientOf(pool, { username: 'nobody' });
    const error = await errorOf(cognito.initiateUserAuth({ preferredChallenge: 'EMAIL_OTP' }));
    expect(error).toBeInstanceOf(EmailOtpRequiredError);
    expect(pool.messages.list()).toEqual([]);
    await expect(cognito.respondToEmailOtp('12345678')).rejects.toBeInstanceOf(CodeMismatchError);
  });
});
