import { createHmac } from 'node:crypto';
import { secretHash, totpCode } from 'portcullis';
import type { LocalPool, LocalPoolOptions } from 'portcullis/local';
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
import { sdkFor } from '../helpers/sdk.js';

closeAfterEach();

/** What Cognito answers to the right password, as the AWS SDK returns it. */
const answered = (pool: LocalPool, USERNAME = 'ada') =>
  sdkFor(pool).initiateAuth({
    ClientId: 'app',
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: {
      USERNAME,
      PASSWORD,
      SECRET_HASH: secretHash({ username: USERNAME, clientId: 'app', clientSecret: CLIENT_SECRET }),
    },
  });

const client = {
  clientId: 'app',
  clientSecret: CLIENT_SECRET,
  ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
} satisfies NonNullable<NonNullable<LocalPoolOptions['seed']>['clients']>[number];
const withTotp = () => poolWith({ clients: [client], AliasAttributes: ['email'], users: [adaWithTotp] });

test('a challenge that another client met is answered as it came', async () => {
  const pool = await withTotp();
  const challenge = await answered(pool);
  const cognito = clientOf(pool);
  const tokens = await cognito.respondToChallenge(
    { SOFTWARE_TOKEN_MFA_CODE: await totpCode(TOTP_SECRET) },
    { challenge },
  );
  expect(tokens.username).toBe('ada');
});

test('the method of its own answers it too, and its parameters say whose it is', async () => {
  const pool = await withTotp();
  const { ChallengeName, Session, ChallengeParameters } = await answered(pool, 'ada@example.com');
  const cognito = clientOf(pool, { username: undefined });
  await cognito.respondToSoftwareTokenMfa(await totpCode(TOTP_SECRET), {
    challenge: { ChallengeName, Session, ChallengeParameters },
  });
  expect((await cognito.verifyTokens()).id.username).toBe('ada');
});

test('where it does not say whose it is, the name of the object counts', async () => {
  const pool = await withTotp();
  const { ChallengeName, Session } = await answered(pool);
  const challenge = { ChallengeName, Session };
  const code = await totpCode(TOTP_SECRET);
  const unnamed = clientOf(pool, { username: undefined });
  expect(await errorOf(unnamed.respondToSoftwareTokenMfa(code, { challenge }))).toMatchObject({
    code: 'INVALID_OPTION',
    message: 'username is missing: the challenge does not say whose it is',
  });
  await expect(clientOf(pool).respondToSoftwareTokenMfa(code, { challenge })).resolves.toBeDefined();
});

test.each<[object, RegExp]>([
  [{ ChallengeName: '' }, /challenge\.ChallengeName must not be empty/],
  [{ AuthenticationResult: {} }, /challenge\.ChallengeName is missing/],
  [{ ChallengeName: 'SMS_MFA', Session: 5 }, /challenge\.Session must be a string/],
  [{ ChallengeName: 'SMS_MFA', ChallengeParameters: [1] }, /challenge\.ChallengeParameters/],
  [{ Session: 'abc' }, /challenge\.version is missing/],
])('%j is refused before anything is sent', async (challenge, message) => {
  const cognito = clientOf(await poolWith({ users: [ada] }));
  await expect(cognito.respondToChallenge({}, { challenge })).rejects.toThrow(message);
});

describe('a secret hash', () => {
  const parts = { username: 'ada', clientId: 'app', clientSecret: 'secret' };

  test('is what Cognito documents', () => {
    expect(secretHash(parts)).toBe(createHmac('sha256', 'secret').update('adaapp').digest('base64'));
  });

  test.each<[object, RegExp]>([
    [{ ...parts, username: '' }, /parts\.username must not be empty/],
    [{ ...parts, clientSecret: undefined }, /parts\.clientSecret is missing/],
    [{ ...parts, secret: 'x' }, /parts\.secret is not a known key/],
  ])('of %j is refused', (wrong, message) => {
    expect(() => secretHash(wrong as typeof parts)).toThrow(message);
  });
});

describe('auth parameters of one’s own', () => {
  const riddle = { users: [ada], customChallenges: [{ question: 'first pet?', answer: 'Rex' }] };

  test('go out beside those of the flow', async () => {
    const pool = await poolWith(riddle);
    const sent: Record<string, unknown>[] = [];
    const cognito = clientOf(pool, {
      fetch: (input, init) => {
        const body = String(init?.body ?? '{}');
        if (body.includes('AuthFlow')) sent.push(JSON.parse(body).AuthParameters);
        return fetch(input, init);
      },
    });
    await cognito.initiateCustomAuth({ answers: ['Rex'], authParameters: { TENANT: 'shop' } });
    expect(sent).toEqual([{ USERNAME: 'ada', TENANT: 'shop' }]);
  });

  test.each(['USERNAME', 'SECRET_HASH', 'DEVICE_KEY', 'CHALLENGE_NAME', 'SRP_A'])(
    'do not replace %s',
    async name => {
      const cognito = clientOf(await poolWith(riddle));
      await expect(cognito.initiateCustomAuth({ authParameters: { [name]: 'x' } })).rejects.toThrow(
        /options\.authParameters must not have USERNAME, .*: this library sets them/,
      );
    },
  );
});
