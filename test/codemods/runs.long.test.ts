import { resolve } from 'node:path';
import { memoryStorage } from '../helpers/identity-js.js';
import { ada, adaWithTotp, closeAfterEach, PASSWORD, poolWith, TOTP_SECRET } from '../helpers/pool.js';
import { totpCode } from '../helpers/totp.js';

closeAfterEach();

const forced = { password: PASSWORD, status: 'FORCE_CHANGE_PASSWORD' } as const;

const ADA = '11111111-1111-4111-8111-111111111111';
const CHO = '22222222-2222-4222-8222-222222222222';

/** What a program gives at a pool of its own. */
async function run(when: 'before' | 'after', name: string): Promise<unknown> {
  const { userPoolId, endpoint, messages } = await poolWith({
    MfaConfiguration: 'OPTIONAL',
    users: [
      { ...ada, attributes: { ...ada.attributes, sub: ADA } },
      { ...adaWithTotp, username: 'cho', attributes: { sub: CHO } },
      { ...forced, username: 'eva', attributes: { email: 'eva@example.com', email_verified: 'true' } },
      { ...forced, username: 'fay', attributes: { email: 'fay@example.com', email_verified: 'true' } },
    ],
  });
  process.env.USER_POOL_ID = userPoolId;
  process.env.COGNITO_ENDPOINT = endpoint;
  const program = jest.requireActual(resolve(__dirname, when, name));
  return await program.run({
    userPoolId,
    clientId: 'app',
    endpoint,
    storage: memoryStorage(),
    totpCode: () => totpCode(TOTP_SECRET),
    codeFor: async (username: string) =>
      messages.list().findLast(({ to }) => to === `${username}@example.com`)?.code,
  });
}

/** What each program tells of its pool. */
const expected = {
  'sign-in.ts': {
    ada: 'ada@example.com',
    hasRefreshToken: true,
    lives: 3600,
    refused: true,
    sub: CHO,
    isAlive: true,
    out: 'SUCCESS',
    name: 'cho',
  },
  'account.ts': [
    ...[false, 'zoe', 'EMAIL', true, 'z***@e***', 'SUCCESS'],
    ['email=zoe@example.com', 'email_verified=true', 'nickname=zo'],
    ...['SUCCESS', 'zoe', undefined, 'EMAIL', 'SUCCESS'],
  ],
  'stages.js': [
    ['NEW_PASSWORD', []],
    ...['CHANGED', 'SOFTWARE_TOKEN_MFA', 'CODE'],
    ['FAILED', 'Incorrect username or password.'],
    ['SIGNED_IN', 'ada'],
    true,
  ],
};

test.each(Object.entries(expected))('%s does the same before and after', async (name, told) => {
  expect(await run('before', name)).toEqual(told);
  expect(await run('after', name)).toEqual(told);
});

test('a program of Amplify does what it did', async () => {
  expect(await run('after', 'amplify-account.ts')).toEqual([
    ...[false, 'z***@e***', 'EMAIL', true, 'refused', 'zoe', 3, 3],
    { email: 'zoe@example.com', name: 'Zoë', nickname: 'zo', email_verified: 'true' },
    ...[true, 'DONE'],
  ]);
});
