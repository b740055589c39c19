import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';

const MAIN = resolve(__dirname, '../../src/cli/main.ts');

const ClientId = 'app';
const PASSWORD = 'Correct-Horse-9';
let directory: string;
let data: string;
let seed: string;
const running = new Set<ChildProcess>();

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'portcullis-data-'));
  data = join(directory, 'data');
  seed = join(directory, 'pool.json');
  const client = {
    clientId: ClientId,
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  };
  await writeFile(
    seed,
    JSON.stringify({ clients: [client], users: [{ username: 'ada', password: PASSWORD }] }),
  );
});

afterEach(async () => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
  await rm(directory, { recursive: true });
});

function start() {
  const args = ['--import', 'tsx', MAIN, 'local', '--quiet', '--data', data, '--seed', seed];
  const child = spawn(process.execPath, args);
  running.add(child);
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', text => {
    stderr += text;
  });
  const ended = once(child, 'close').then(([status]) => ({ status: status as number, stderr }));
  return { child, ended };
}

async function ready() {
  const { child, ended } = start();
  const [line] = (await Promise.race([
    once(createInterface(child.stdout), 'line'),
    ended.then(({ stderr }) => Promise.reject(new Error(stderr))),
  ])) as [string];
  const { endpoint, region, userPoolId, jwksUri } = JSON.parse(line);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const sdk = new CognitoIdentityProvider({ endpoint, region, credentials, maxAttempts: 1 });
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  return { sdk, end, UserPoolId: userPoolId as string, jwksUri: jwksUri as string };
}

type Pool = Awaited<ReturnType<typeof ready>>;

const signIn = async ({ sdk }: Pool, USERNAME: string) =>
  (
    await sdk.initiateAuth({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId,
      AuthParameters: { USERNAME, PASSWORD },
    })
  ).AuthenticationResult;

const refresh = async ({ sdk }: Pool, REFRESH_TOKEN = '') =>
  (
    await sdk.initiateAuth({
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      ClientId,
      AuthParameters: { REFRESH_TOKEN },
    })
  ).AuthenticationResult;

const keysOf = async ({ jwksUri }: Pool) => (await fetch(jwksUri)).json();

test.each(['SIGTERM', 'SIGKILL'] as const)('after %s everything is as it was', async signal => {
  const before = await ready();
  const { UserPoolId } = before;
  const first = await signIn(before, 'ada');
  await before.sdk.adminCreateUser({ UserPoolId, Username: 'bob', MessageAction: 'SUPPRESS' });
  await before.sdk.adminSetUserPassword({ UserPoolId, Username: 'bob', Password: PASSWORD, Permanent: true });
  const { UserPool: shop } = await before.sdk.createUserPool({ PoolName: 'shop' });
  const keys = await keysOf(before);
  const { status } = await before.end(signal);
  if (signal === 'SIGTERM') expect(status).toBe(0);

  const after = await ready();
  expect(await keysOf(after)).toEqual(keys);
  expect((await refresh(after, first?.RefreshToken))?.AccessToken).toBeDefined();
  expect((await signIn(after, 'bob'))?.AccessToken).toBeDefined();
  const { UserPools } = await after.sdk.listUserPools({ MaxResults: 10 });
  expect(UserPools?.map(({ Id }) => Id)).toEqual([UserPoolId, shop?.Id]);
  await after.end('SIGTERM');
});

test('SIGTERM lets what is under way finish, and keeps it', async () => {
  const before = await ready();
  const names = Array.from({ length: 20 }, (_, i) => `user-${i}`);
  const calls = names.map(Username =>
    before.sdk.adminCreateUser({ UserPoolId: before.UserPoolId, Username, MessageAction: 'SUPPRESS' }).then(
      () => Username,
      () => undefined,
    ),
  );
  await Promise.any(calls);
  await before.end('SIGTERM');
  const acknowledged = (await Promise.all(calls)).filter(name => name !== undefined);
  expect(acknowledged.length).toBeGreaterThan(0);
  const after = await ready();
  const { Users = [] } = await after.sdk.listUsers({ UserPoolId: after.UserPoolId });
  expect(Users.map(({ Username }) => Username)).toEqual(expect.arrayContaining(acknowledged));
  await after.end('SIGTERM');
});

test('the state is for its owner only and holds neither the password nor the tokens of a sign-in', async () => {
  const pool = await ready();
  const tokens = await signIn(pool, 'ada');
  await pool.end('SIGTERM');
  expect(await readdir(data)).toEqual(['state.json']);
  const file = join(data, 'state.json');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const text = await readFile(file, 'utf8');
  for (const secret of [PASSWORD, tokens?.RefreshToken, tokens?.AccessToken])
    expect(text).not.toContain(secret);
});

test.each([0, 10, -1, -100])('a state cut to %s characters is refused, and left as it is', async length => {
  const pool = await ready();
  await signIn(pool, 'ada');
  await pool.end('SIGTERM');
  const file = join(data, 'state.json');
  const cut = (await readFile(file, 'utf8')).slice(0, length);
  await writeFile(file, cut);
  const { status, stderr } = await start().ended;
  expect(status).toBe(1);
  expect(stderr).toMatch(/state\.json was cut short or damaged/);
  expect(await readFile(file, 'utf8')).toBe(cut);
});

test('a directory is one process’s at a time', async () => {
  const pool = await ready();
  const { status, stderr } = await start().ended;
  expect(status).toBe(1);
  expect(stderr).toMatch(/data is in use by process \d+/);
  expect((await signIn(pool, 'ada'))?.AccessToken).toBeDefined();
  await pool.end('SIGTERM');
});
