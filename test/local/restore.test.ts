import { createHash } from 'node:crypto';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toBase64 } from '../../src/internal/bytes.js';
import { processIdentity } from '../../src/internal/process-identity.js';
import { recordsOf, type Stored } from '../../src/local/data/entries.js';
import { readGenerations } from '../../src/local/data/generations.js';
import { encodeLine } from '../../src/local/data/lines.js';
import type { SeededPoolOptions } from '../../src/local/options.js';
import { startSeededPool } from '../../src/local/start.js';
import { ada, PASSWORD } from '../helpers/pool.js';
import { sdkFor, signInOverSrp } from '../helpers/sdk.js';

let data: string;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'portcullis-restore-'));
});
afterEach(() => rm(data, { recursive: true }));

const start = (options: SeededPoolOptions = {}) => startSeededPool({ data, ...options }, 'seed');
const inData = (name: string) => join(data, name);
const storedIn = async (directory: string): Promise<Stored> => (await readGenerations(directory))!.stored;

test('a pool that cannot be brought back leaves nothing listening and the files as they are', async () => {
  const pool = await start();
  await sdkFor(pool).createUserPool({ PoolName: 'second' });
  await pool.close();
  const [, second] = (await storedIn(data)).pools.keys();
  const keys = { id: { kty: 'RSA' }, access: { kty: 'RSA' } };
  const spoiled = [
    [second, 'pool', ''],
    [second, 'pool', '', { settings: { Id: second }, simulationKey: '', keys }],
  ];
  await appendFile(inData('state-1.log'), encodeLine(spoiled));
  const before = await readFile(inData('state-1.log'), 'utf8');
  const port = Number(new URL(pool.endpoint).port);
  await expect(start({ port })).rejects.toThrow();
  await expect(fetch(pool.endpoint)).rejects.toThrow();
  expect(await readFile(inData('state-1.log'), 'utf8')).toBe(before);
});

test('a pool that is closed twice is closed once', async () => {
  const pool = await start();
  await Promise.all([pool.close(), pool.close()]);
  await pool.close();
  await (await start()).close();
});

/** The directory as the releases before wrote it: one file, in format 1 or 2. */
async function inOldFormat(format: number): Promise<void> {
  const { pools, clockOffsetMs } = await storedIn(data);
  const plain = [...pools.values()].map(({ state, keys }) => {
    const lists = recordsOf(state).map(([kind, records]) => [kind, [...records]]);
    const { settings, messages, simulationKey } = state;
    const rest = { settings, messages: [...messages.values()], simulationKey: toBase64(simulationKey) };
    return { keys, state: { ...Object.fromEntries(lists), ...rest } };
  });
  const now = JSON.stringify({ clockOffsetMs, pools: plain });
  const first = now
    .replaceAll('"authSessions":', '"sessions":')
    .replaceAll('"userSessions":', '"origins":')
    .replaceAll('"simulationKey":', '"decoyKey":')
    .replaceAll('"userSessionId":', '"originId":');
  const body = format === 1 ? first : now;
  const sha256 = createHash('sha256').update(body).digest('hex');
  for (const name of await readdir(data)) await rm(inData(name), { recursive: true });
  await writeFile(
    inData('state.json'),
    `${JSON.stringify({ portcullisLocalPool: format, sha256 })}\n${body}\n`,
  );
}

test.each([1, 2])(
  'sign-ins, and answers about unknown names, outlive an update from format %s',
  async format => {
    const seed = { clients: [{ clientId: 'app', PreventUserExistenceErrors: 'ENABLED' }], users: [ada] };
    const before = await start({ seed });
    await signInOverSrp(before, { ClientId: 'app', username: 'ada', password: PASSWORD });
    const { accessToken, refreshToken } = await before.tokensFor('ada');
    const unknown = { ClientId: 'app', Username: 'unknown' };
    const answered = await sdkFor(before).forgotPassword(unknown);
    await before.close();
    await inOldFormat(format);

    const port = Number(new URL(before.endpoint).port);
    const after = await start({ port, seed });
    const sdk = sdkFor(after);
    expect((await sdk.getUser({ AccessToken: accessToken })).Username).toBe('ada');
    const AuthParameters = { REFRESH_TOKEN: refreshToken };
    const flow = { ClientId: 'app', AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters } as const;
    expect((await sdk.initiateAuth(flow)).AuthenticationResult?.AccessToken).toBeDefined();
    expect((await sdk.forgotPassword(unknown)).CodeDeliveryDetails).toEqual(answered.CodeDeliveryDetails);
    await after.close();
    expect((await readdir(data)).sort()).toEqual(['state-1.log', 'state-1.snapshot']);
  },
);

/** Leaves a log of two changes: bob, then carl. */
async function bobThenCarl(): Promise<void> {
  const pool = await start({ seed: { users: [ada] } });
  for (const Username of ['bob', 'carl'])
    await sdkFor(pool).adminCreateUser({ UserPoolId: pool.userPoolId, Username, MessageAction: 'SUPPRESS' });
  await pool.close();
}

test('a change that was being written when its process ended is left out, and said', async () => {
  await bobThenCarl();
  const log = await readFile(inData('state-1.log'));
  await writeFile(inData('state-1.log'), log.subarray(0, -20));
  await writeFile(inData('state-2.snapshot.tmp'), 'what a kill left');
  const warned: string[] = [];
  const pool = await start({ seed: { users: [ada] }, warn: line => warned.push(line) });
  const sdk = sdkFor(pool);
  const { UserPoolId, ...named } = { UserPoolId: pool.userPoolId, MessageAction: 'SUPPRESS' as const };
  await sdk.adminCreateUser({ UserPoolId, Username: 'dora', ...named });
  await pool.close();
  expect(warned).toEqual([
    `The last change in ${data} was cut short when its process ended, and is left out.`,
  ]);
  expect((await readdir(data)).sort()).toEqual(['state-1.log', 'state-1.snapshot']);
  const again = await start({ seed: { users: [ada] } });
  const { Users = [] } = await sdkFor(again).listUsers({ UserPoolId });
  expect(Users.map(({ Username }) => Username)).toEqual(['ada', 'bob', 'dora']);
  await again.close();
});

const damages: [string, string, (text: string) => string][] = [
  ['a snapshot without its end', 'state-1.snapshot', text => text.slice(0, -10)],
  ['an empty snapshot', 'state-1.snapshot', () => ''],
  ['another letter in the snapshot', 'state-1.snapshot', text => text.replace('"ada"', '"adb"')],
  ['another letter in the log', 'state-1.log', text => text.replace('"bob"', '"bop"')],
  ['a snapshot of another release', 'state-1.snapshot', () => encodeLine({ portcullisLocalPool: 99 })],
  [
    'an unknown kind of record',
    'state-1.log',
    text => text + encodeLine([['eu-west-1_Portcull1', 'x', 'y', 1]]),
  ],
];

test('state that is damaged, or of another release, is refused, and left as it is', async () => {
  await bobThenCarl();
  for (const [what, name, damage] of damages) {
    const whole = await readFile(inData(name), 'utf8');
    const damaged = damage(whole);
    await writeFile(inData(name), damaged);
    const refusal = await start({ seed: { users: [ada] } }).then(
      () => 'started',
      (error: Error) => error.message,
    );
    expect([what, refusal]).toEqual([what, expect.stringMatching(/damaged|written by another release/)]);
    expect(await readFile(inData(name), 'utf8')).toBe(damaged);
    await writeFile(inData(name), whole);
  }
});

test('a first start that ended early has its passwords from the same seed, and says where it needs it', async () => {
  const users = Array.from({ length: 50 }, (_, i) => ({ username: `user-${i}`, password: PASSWORD }));
  const first = await start({ seed: { users } });
  await first.close();
  const { pools } = await storedIn(data);
  const records = [...pools.values()][0]?.state.users.values() ?? [];
  expect([...records].filter(({ password }) => !password?.verifier).length).toBeGreaterThan(0);
  await expect(start()).rejects.toThrow(/seed.users must be those of the first start/);
  const second = await start({ seed: { users } });
  const { clientId: ClientId = '' } = second.clients[0] ?? {};
  const { AuthenticationResult } = await signInOverSrp(second, {
    ClientId,
    username: 'user-49',
    password: PASSWORD,
  });
  expect(AuthenticationResult?.AccessToken).toBeDefined();
  await second.close();
});

test('a lock stops no start where its holder has ended, even if another process has its id now', async () => {
  const [place = '', pid = '', started = ''] = processIdentity()?.split('-') ?? [];
  const holders = [
    '4194304',
    `${place}-4194304-1`,
    `${place}-${pid}-${Number(started) - 1}`,
    processIdentity()!,
  ];
  for (const holder of holders) {
    await mkdir(inData('lock'), { recursive: true });
    await writeFile(inData(`lock/${holder}`), '');
    await mkdir(inData(`lock-${holder}`), { recursive: true });
    const pool = await start();
    await pool.close();
    expect((await readdir(data)).sort()).toEqual(['state-1.log', 'state-1.snapshot']);
  }
});

test('a long log is compacted while the pool goes on, and what ended long ago is forgotten', async () => {
  const seed = { clients: [{ clientId: 'app' }], users: [ada, { ...ada, username: 'bob' }] };
  const pool = await start({ seed });
  const UserPoolId = pool.userPoolId;
  for (let i = 0; i < 20; i++) await pool.tokensFor('bob');
  await sdkFor(pool).adminDeleteUser({ UserPoolId, Username: 'bob' });
  pool.clock.advance(40 * 86_400);
  const long = ['name', 'address', 'locale', 'zoneinfo', 'profile', 'website', 'picture', 'nickname'];
  const change = (i: number) =>
    sdkFor(pool).adminUpdateUserAttributes({
      UserPoolId,
      Username: 'ada',
      UserAttributes: long.map(Name => ({ Name, Value: String(i).padEnd(2048, 'x') })),
    });
  const CHANGES = 300;
  for (let i = 0; i < CHANGES; i++) await change(i);
  await pool.close();
  expect((await readdir(data)).sort()).toEqual(['state-2.log', 'state-2.snapshot']);
  const [{ state } = { state: undefined }] = (await storedIn(data)).pools.values();
  expect(state?.users.get('ada')?.attributes.name).toBe(String(CHANGES - 1).padEnd(2048, 'x'));
  expect([state?.userSessions.size, state?.refreshTokens.size]).toEqual([0, 0]);
});
