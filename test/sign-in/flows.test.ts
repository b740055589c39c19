import {
  type Challenge,
  ChallengeRequiredError,
  InvalidParameterError,
  NotAuthorizedError,
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

type Seed = NonNullable<Parameters<typeof poolWith>[0]>;
type Flows = NonNullable<NonNullable<Seed['clients']>[number]['ExplicitAuthFlows']>;

const allowing = (...ExplicitAuthFlows: Flows): Seed => ({
  clients: [{ clientId: 'app', clientSecret: CLIENT_SECRET, ExplicitAuthFlows }],
  users: [ada],
});
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const code = () => totpCode(TOTP_SECRET);

describe('authenticateWithPassword', () => {
  test('signs in by sending the password', async () => {
    const cognito = clientOf(
      await poolWith(allowing('ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH')),
    );
    const tokens = await cognito.authenticateWithPassword(PASSWORD);
    expect(tokens.username).toBe('ada');
    await cognito.renewAccessToken();
  });

  test('refuses a wrong password', async () => {
    const cognito = clientOf(await poolWith(allowing('ALLOW_USER_PASSWORD_AUTH')));
    const error = await errorOf<NotAuthorizedError>(cognito.authenticateWithPassword('Wrong-Horse-9'));
    expect(error).toBeInstanceOf(NotAuthorizedError);
    expect(error.code).toBe('BAD_CREDENTIALS');
  });

  test('goes on to a second factor', async () => {
    const pool = await poolWith({ ...allowing('ALLOW_USER_PASSWORD_AUTH'), users: [adaWithTotp] });
    await expect(
      clientOf(pool).authenticateWithPassword(PASSWORD, { onSoftwareTokenMfa: code }),
    ).resolves.toMatchObject({ username: 'ada' });
  });
});

describe('adminAuthenticate', () => {
  test.each([
    ['ADMIN_USER_PASSWORD_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH'],
    ['ADMIN_NO_SRP_AUTH', 'ADMIN_NO_SRP_AUTH'],
    ['USER_SRP_AUTH', 'ALLOW_USER_SRP_AUTH'],
  ] as const)('signs in with %s', async (flow, allowed) => {
    const cognito = clientOf(await poolWith(allowing(allowed)), { credentials });
    const tokens = await cognito.adminAuthenticate(PASSWORD, { flow });
    expect(tokens.username).toBe('ada');
    await expect(cognito.verifyTokens()).resolves.toMatchObject({ id: { email: 'ada@example.com' } });
  });

  test('answers its challenges through the Admin operations, in another instance too', async () => {
    const pool = await poolWith({ ...allowing('ALLOW_ADMIN_USER_PASSWORD_AUTH'), users: [adaWithTotp] });
    const error = await errorOf<SoftwareTokenMfaRequiredError>(
      clientOf(pool, { credentials }).adminAuthenticate(PASSWORD),
    );
    expect(error).toBeInstanceOf(SoftwareTokenMfaRequiredError);
    const challenge: Challenge = JSON.parse(JSON.stringify(error.challenge));
    expect(challenge.admin).toBe(true);
    const elsewhere = clientOf(pool, { credentials, username: undefined });
    await expect(elsewhere.respondToSoftwareTokenMfa(code(), { challenge })).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      field: 'challenge.admin',
    });
    await elsewhere.respondToSoftwareTokenMfa(code(), { challenge, admin: true });
    expect(elsewhere.username).toBe('ada');
  });

  test('works where usernames are e-mail addresses', async () => {
    const pool = await poolWith({
      ...allowing('ALLOW_ADMIN_USER_PASSWORD_AUTH'),
      UsernameAttributes: ['email'],
      users: [{ ...adaWithTotp, username: 'ada@example.com', attributes: {} }],
    });
    const cognito = clientOf(pool, { credentials, username: 'ada@example.com' });
    const tokens = await cognito.adminAuthenticate(PASSWORD, { onSoftwareTokenMfa: code });
    expect(tokens.username).not.toContain('@');
  });
});

describe('a flow that the app client does not allow', () => {
  const cases: [string, (cognito: ReturnType<typeof clientOf>) => Promise<unknown>, string][] = [
    ['USER_PASSWORD_AUTH', c => c.authenticateWithPassword(PASSWORD), 'ALLOW_USER_PASSWORD_AUTH'],
    ['USER_SRP_AUTH', c => c.authenticate(PASSWORD), 'ALLOW_USER_SRP_AUTH'],
    ['ADMIN_USER_PASSWORD_AUTH', c => c.adminAuthenticate(PASSWORD), 'ALLOW_ADMIN_USER_PASSWORD_AUTH'],
    [
      'ADMIN_NO_SRP_AUTH',
      c => c.adminAuthenticate(PASSWORD, { flow: 'ADMIN_NO_SRP_AUTH' }),
      'ALLOW_ADMIN_USER_PASSWORD_AUTH',
    ],
    ['CUSTOM_AUTH', c => c.initiateCustomAuth(), 'ALLOW_CUSTOM_AUTH'],
    ['USER_AUTH', c => c.initiateUserAuth(), 'ALLOW_USER_AUTH'],
  ];
  test.each(cases)('%s is named, with what would allow it', async (_flow, start, advice) => {
    const cognito = clientOf(await poolWith(allowing('ALLOW_REFRESH_TOKEN_AUTH')), { credentials });
    const error = await errorOf<InvalidParameterError>(start(cognito));
    expect(error).toBeInstanceOf(InvalidParameterError);
    expect(error.code).toBe('FLOW_NOT_ENABLED');
    expect(error.advice).toContain(advice);
  });
});

test('a challenge that nobody here knows is shown, and can be answered all the same', async () => {
  const pool = await poolWith({ users: [adaWithTotp] });
  const known = await errorOf<ChallengeRequiredError>(clientOf(pool).authenticate(PASSWORD));
  const error = new ChallengeRequiredError({ ...known.challenge, name: 'PASSKEY_FROM_THE_FUTURE' });
  expect(error.code).toBe('CHALLENGE_REQUIRED');
  expect(error.advice).toContain('respondToChallenge');

  const cognito = clientOf(pool);
  await expect(
    cognito.respondToChallenge({ ANSWER: 'x' }, { challenge: error.challenge }),
  ).rejects.toBeInstanceOf(InvalidParameterError);
  await cognito.respondToChallenge({ SOFTWARE_TOKEN_MFA_CODE: code() }, { challenge: known.challenge });
  expect(cognito.tokens?.username).toBe('ada');
});
