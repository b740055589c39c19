import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalPool } from 'portcullis/local';
import { recordsOf } from '../../src/local/data/entries.js';
import { readGenerations } from '../../src/local/data/generations.js';
import { startSeededPool } from '../../src/local/start.js';
import { PASSWORD } from '../helpers/pool.js';
import { refusalOf, sdkFor, signInOverSrp } from '../helpers/sdk.js';

const DAY = 86_400;

/** What comes and goes with people: everything that a pool keeps but its definition. */
const PASSING = [
  'attempts',
  'authSessions',
  'codes',
  'devices',
  'messages',
  'passwordFailures',
  'refreshTokens',
  'srpExchanges',
  'userSessions',
];

const seed = {
  DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
  clients: [
    {
      clientId: 'app',
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_AUTH', 'ALLOW_USER_PASSWORD_AUTH'],
      PreventUserExistenceErrors: 'ENABLED',
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
    },
  ],
};

/** Somebody signs up, gets in, renews, leaves four things half done, and is deleted, or is not. */
async function comeAndGo(pool: LocalPool, Username: string, leaves: boolean): Promise<void> {
  const sdk = sdkFor(pool);
  const [ClientId, UserPoolId] = ['app', pool.userPoolId];
  const start = (AuthFlow: 'USER_PASSWORD_AUTH' | 'USER_SRP_AUTH' | 'USER_AUTH', more = {}) =>
    sdk.initiateAuth({ AuthFlow, ClientId, AuthParameters: { USERNAME: Username, ...more } });
  await sdk.signUp({
    ClientId,
    Username,
    Password: PASSWORD,
    UserAttributes: [{ Name: 'email', Value: `${Username}@example.com` }],
  });
  await refusalOf(sdk.confirmSignUp({ ClientId, Username, ConfirmationCode: 'wrong' }));
  await sdk.adminConfirmSignUp({ UserPoolId, Username });
  const UserAttributes = [{ Name: 'email_verified', Value: 'true' }];
  await sdk.adminUpdateUserAttributes({ UserPoolId, Username, UserAttributes });
  await signInOverSrp(pool, { ClientId, username: Username, password: PASSWORD });
  const { refreshToken } = await pool.tokensFor(Username);
  await sdk.getTokensFromRefreshToken({ ClientId, RefreshToken: refreshToken });
  await start('USER_SRP_AUTH', { SRP_A: 'abc123' });
  await start('USER_AUTH');
  await sdk.forgotPassword({ ClientId, Username });
  await refusalOf(start('USER_PASSWORD_AUTH', { PASSWORD: 'Wrong-Horse-9' }));
  if (leaves) await sdk.adminDeleteUser({ UserPoolId, Username });
}

let data: string;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'portcullis-forgets-'));
});
afterEach(() => rm(data, { recursive: true }));

/** How many records of each kind are held, of those who stay and those who left alike. */
async function held(): Promise<Record<string, number>> {
  const pools = [...((await readGenerations(data))?.stored.pools.values() ?? [])];
  return Object.fromEntries(
    pools.flatMap(({ state }) => recordsOf(state).map(([kind, records]) => [kind, records.size])),
  );
}

/** What is held once a pool of this directory has done some work and stopped. */
async function heldAfter(work: (pool: LocalPool) => Promise<unknown>): Promise<Record<string, number>> {
  const pool = await startSeededPool({ seed, data }, 'seed');
  try {
    await work(pool);
  } finally {
    await pool.close();
  }
  return held();
}

const unknownName = (pool: LocalPool) =>
  sdkFor(pool).initiateAuth({
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: 'app',
    AuthParameters: { USERNAME: 'nobody', PASSWORD },
  });

test('after forty days nothing is held of what people began, whether they stayed or were deleted', async () => {
  const before = await heldAfter(async pool => {
    for (let nth = 0; nth < 4; nth++) await comeAndGo(pool, `user-${nth}`, nth % 2 === 0);
    await refusalOf(unknownName(pool));
  });
  expect(PASSING.filter(kind => !before[kind])).toEqual([]);

  const after = await heldAfter(pool => {
    pool.clock.advance(40 * DAY);
    return sdkFor(pool).listUsers({ UserPoolId: pool.userPoolId });
  });
  expect(PASSING.filter(kind => after[kind] !== 0)).toEqual([]);
  expect(after).toMatchObject({ users: 2, clients: 1 });
});
