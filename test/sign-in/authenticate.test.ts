import {
  type Challenge,
  type ChallengeRequiredError,
  CodeMismatchError,
  NewPasswordRequiredError,
  NotAuthorizedError,
  SmsMfaRequiredError,
  SoftwareTokenMfaRequiredError,
} from 'portcullis/errors';
import {
  ada,
  adaWithTotp,
  CLIENT_SECRET,
  clientOf,
  closeAfterEach,
  errorOf,
  PASSWORD,
  poolWith,
  TOTP_SECRET,
} from '../helpers/pool.js';
import { totpCode } from '../helpers/totp.js';

closeAfterEach();

const code = () => totpCode(TOTP_SECRET);
const wrongCode = () => (code() === '000000' ? '000001' : '000000');
const throughJson = (challenge: Challenge): Challenge => JSON.parse(JSON.stringify(challenge));

test('a password signs in over SRP, and both tokens verify', async () => {
  const pool = await poolWith({ users: [{ ...ada, groups: ['admins'] }], groups: [{ name: 'admins' }] });
  const cognito = clientOf(pool);
  await cognito.authenticate(PASSWORD);
  const { access, id } = await cognito.verifyTokens();
  expect(access).toMatchObject({ username: 'ada', tokenUse: 'access', groups: ['admins'] });
  expect(id).toMatchObject({ username: 'ada', tokenUse: 'id', email: 'ada@example.com', groups: ['admins'] });
});

test('a wrong password is refused in the words of the service, and nothing is kept', async () => {
  const cognito = clientOf(await poolWith({ users: [ada] }));
  const error = await errorOf<NotAuthorizedError>(cognito.authenticate('Wrong-Horse-9'));
  expect(error).toBeInstanceOf(NotAuthorizedError);
  expect(error).toMatchObject({
    name: 'NotAuthorizedError',
    code: 'BAD_CREDENTIALS',
    message: 'Incorrect username or password.',
    awsMessage: 'Incorrect username or password.',
    awsName: 'NotAuthorizedException',
    operation: 'RespondToAuthChallenge',
    httpStatus: 400,
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect(cognito.tokens).toBeUndefined();
});

test('a client secret is used on every call', async () => {
  const pool = await poolWith({
    clients: [{ clientId: 'app', clientSecret: CLIENT_SECRET }],
    users: [adaWithTotp],
  });
  const cognito = clientOf(pool);
  await cognito.authenticate(PASSWORD, { onSoftwareTokenMfa: code });
  await cognito.renewAccessToken();
  expect(cognito.tokens?.username).toBe('ada');
});

test('a missing client secret is named, with advice', async () => {
  const pool = await poolWith({ clients: [{ clientId: 'app', clientSecret: CLIENT_SECRET }], users: [ada] });
  const cognito = clientOf(pool, { clientSecret: undefined });
  const error = await errorOf<NotAuthorizedError>(cognito.authenticate(PASSWORD));
  expect(error.code).toBe('SECRET_HASH_MISSING');
  expect(error.advice).toContain('clientSecret');
});

test('an alias signs in, and later calls use the stored username', async () => {
  const pool = await poolWith({
    AliasAttributes: ['email'],
    clients: [{ clientId: 'app', clientSecret: CLIENT_SECRET }],
    users: [adaWithTotp],
  });
  const cognito = clientOf(pool, { username: 'ada@example.com' });
  await cognito.authenticate(PASSWORD, { onSoftwareTokenMfa: code });
  await cognito.renewAccessToken();
  expect(cognito.tokens?.username).toBe('ada');
});

describe('a TOTP challenge', () => {
  test('is answered by its handler', async () => {
    const cognito = clientOf(await poolWith({ users: [adaWithTotp] }));
    const tokens = await cognito.authenticate(PASSWORD, { onSoftwareTokenMfa: code });
    expect(tokens.username).toBe('ada');
  });

  test('asks the handler again after a wrong code', async () => {
    const cognito = clientOf(await poolWith({ users: [adaWithTotp] }));
    const attempts: number[] = [];
    await cognito.authenticate(PASSWORD, {
      onSoftwareTokenMfa: ({ attempt }) => {
        attempts.push(attempt);
        return attempt === 1 ? wrongCode() : code();
      },
    });
    expect(attempts).toEqual([1, 2]);
  });

  test('gives up after three wrong codes', async () => {
    const cognito = clientOf(await poolWith({ users: [adaWithTotp] }));
    const error = await errorOf(cognito.authenticate(PASSWORD, { onSoftwareTokenMfa: wrongCode }));
    expect(error).toBeInstanceOf(CodeMismatchError);
    expect(cognito.tokens).toBeUndefined();
  });

  test('without a handler can be answered later, here', async () => {
    const cognito = clientOf(await poolWith({ users: [adaWithTotp] }));
    const error = await errorOf(cognito.authenticate(PASSWORD));
    expect(error).toBeInstanceOf(SoftwareTokenMfaRequiredError);
    expect(error).toMatchObject({ code: 'SOFTWARE_TOKEN_MFA_REQUIRED' });
    await errorOf(cognito.respondToSoftwareTokenMfa(wrongCode()));
    await cognito.respondToSoftwareTokenMfa(code());
    expect(cognito.tokens?.username).toBe('ada');
  });

  test('can be answered by another instance that has nothing but the challenge', async () => {
    const pool = await poolWith({
      clients: [{ clientId: 'app', clientSecret: CLIENT_SECRET }],
      users: [adaWithTotp],
    });
    const error = await errorOf<ChallengeRequiredError>(clientOf(pool).authenticate(PASSWORD));
    const elsewhere = clientOf(pool, { username: undefined });
    await elsewhere.respondToSoftwareTokenMfa(code(), { challenge: throughJson(error.challenge) });
    expect(elsewhere.username).toBe('ada');
  });
});

test('an SMS challenge says where the code went, and is answered with it', async () => {
  const pool = await poolWith({
    users: [{ ...ada, mfa: ['SMS_MFA'], preferredMfa: 'SMS_MFA' }],
    MfaConfiguration: 'OPTIONAL',
  });
  const cognito = clientOf(pool);
  const error = await errorOf<ChallengeRequiredError>(cognito.authenticate(PASSWORD));
  expect(error).toBeInstanceOf(SmsMfaRequiredError);
  expect(error.challenge.parameters.CODE_DELIVERY_DESTINATION).toBe('+********9934');
  const message = await pool.messages.next({ to: '+441234569934' });
  await cognito.respondToSmsMfa(message.code);
  expect(cognito.tokens?.username).toBe('ada');
});

test('a temporary password asks for a new one, which then works', async () => {
  const pool = await poolWith({ users: [{ ...ada, status: 'FORCE_CHANGE_PASSWORD' }] });
  const cognito = clientOf(pool);
  const error = await errorOf(cognito.authenticate(PASSWORD));
  expect(error).toBeInstanceOf(NewPasswordRequiredError);
  await cognito.respondToNewPasswordRequired({
    newPassword: 'Better-Horse-10',
    attributes: { email: 'ada@example.com', name: 'Ada Lovelace' }, // the e-mail is set already, so it is not sent
  });
  await expect(clientOf(pool).authenticate('Better-Horse-10')).resolves.toBeDefined();
});

describe('a session', () => {
  test('that was spent says to start again', async () => {
    const pool = await poolWith({ users: [adaWithTotp] });
    const { challenge } = await errorOf<ChallengeRequiredError>(clientOf(pool).authenticate(PASSWORD));
    await clientOf(pool).respondToSoftwareTokenMfa(code(), { challenge });
    const error = await errorOf<NotAuthorizedError>(
      clientOf(pool).respondToSoftwareTokenMfa(code(), { challenge }),
    );
    expect(error.code).toBe('SESSION_SPENT');
    expect(error.advice).toContain('Start the sign-in again');
  });

  test('that expired says to start again', async () => {
    const pool = await poolWith({ users: [adaWithTotp] });
    const { challenge } = await errorOf<ChallengeRequiredError>(clientOf(pool).authenticate(PASSWORD));
    pool.clock.advance(181);
    const error = await errorOf<NotAuthorizedError>(
      clientOf(pool).respondToSoftwareTokenMfa(code(), { challenge }),
    );
    expect(error.code).toBe('SESSION_EXPIRED');
  });
});

describe('a challenge that comes back', () => {
  const challenge: Challenge = {
    version: 1,
    name: 'SOFTWARE_TOKEN_MFA',
    userPoolId: 'eu-west-1_Other0001',
    clientId: 'app',
    username: 'ada',
    session: 'x'.repeat(40),
    parameters: {},
  };

  test.each([
    ['of another pool', {}, 'challenge.userPoolId'],
    ['of another version', { version: 2 }, 'challenge.version'],
    ['with a key too many', { password: 'x' }, 'challenge.password'],
    ['with parameters that are no strings', { parameters: { a: 1 } }, 'challenge.parameters.a'],
  ])('%s is refused before anything is sent', async (_what, change, field) => {
    const cognito = clientOf(await poolWith());
    const changed = { ...challenge, ...change } as Challenge;
    await expect(cognito.respondToSoftwareTokenMfa('123456', { challenge: changed })).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      field,
    });
  });

  test('for another method is refused', async () => {
    const pool = await poolWith({ users: [adaWithTotp] });
    const cognito = clientOf(pool);
    await errorOf<ChallengeRequiredError>(cognito.authenticate(PASSWORD));
    await expect(cognito.respondToSmsMfa('123456')).rejects.toThrow(/SOFTWARE_TOKEN_MFA/);
  });
});
