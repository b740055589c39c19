import { execFileSync } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { KeptPool, type RunningPool } from '../helpers/kept-pool.js';
import { killRepeatedly } from '../helpers/kills.js';
import { PASSWORD } from '../helpers/pool.js';

const ClientId = 'app';
let kept: KeptPool;
beforeEach(async () => {
  kept = await KeptPool.create();
});
afterEach(() => kept.remove());

const signIn = async ({ sdk }: RunningPool, USERNAME: string) =>
  (
    await sdk.initiateAuth({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId,
      AuthParameters: { USERNAME, PASSWORD },
    })
  ).AuthenticationResult;

const refresh = async ({ sdk }: RunningPool, REFRESH_TOKEN = '') =>
  (
    await sdk.initiateAuth({
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      ClientId,
      AuthParameters: { REFRESH_TOKEN },
    })
  ).AuthenticationResult;

const keysOf = async ({ jwksUri }: RunningPool) => (await fetch(jwksUri)).json();

test.each(['SIGTERM', 'SIGKILL'] as const)('after %s everything is as it was', async signal => {
  const before = await kept.ready();
  const { UserPoolId } = before;
  const first = await signIn(before, 'ada');
  await before.sdk.adminCreateUser({ UserPoolId, Username: 'bob', MessageAction: 'SUPPRESS' });
  await before.sdk.adminSetUserPassword({ UserPoolId, Username: 'bob', Password: PASSWORD, Permanent: true });
  const { UserPool: shop } = await before.sdk.createUserPool({ PoolName: 'shop' });
  const keys = await keysOf(before);
  const { status } = await before.end(signal);
  if (signal === 'SIGTERM') expect(status).toBe(0);

  const after = await kept.ready();
  expect(await keysOf(after)).toEqual(keys);
  expect((await refresh(after, first?.RefreshToken))?.AccessToken).toBeDefined();
  expect((await signIn(after, 'bob'))?.AccessToken).toBeDefined();
  const { UserPools } = await after.sdk.listUserPools({ MaxResults: 10 });
  expect(UserPools?.map(({ Id }) => Id)).toEqual([UserPoolId, shop?.Id]);
  await after.end('SIGTERM');
});

test('SIGTERM lets what is under way finish, and keeps it', async () => {
  const before = await kept.ready();
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
  const after = await kept.ready();
  const { Users = [] } = await after.sdk.listUsers({ UserPoolId: after.UserPoolId });
  expect(Users.map(({ Username }) => Username)).toEqual(expect.arrayContaining(acknowledged));
  await after.end('SIGTERM');
});

test('kills lose nothing that was acknowledged, and leave no copies behind', async () => {
  const { acknowledged, lost } = await killRepeatedly(kept, 3);
  expect(lost).toEqual([]);
  expect(acknowledged).toBeGreaterThan(3);
  expect((await readdir(kept.data)).sort()).toEqual(['state-1.log', 'state-1.snapshot']);
});

test('the state is for its owner only and holds neither the password nor the tokens of a sign-in', async () => {
  const pool = await kept.ready();
  const tokens = await signIn(pool, 'ada');
  await pool.end('SIGTERM');
  for (const name of ['state-1.log', 'state-1.snapshot']) {
    const file = join(kept.data, name);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const text = await readFile(file, 'utf8');
    for (const secret of [PASSWORD, tokens?.RefreshToken, tokens?.AccessToken])
      expect(text).not.toContain(secret);
  }
});

test('a directory is one process’s at a time', async () => {
  const pool = await kept.ready();
  const { status, stderr } = await kept.start().ended;
  expect(status).toBe(1);
  expect(stderr).toMatch(/data is in use by process \d+/);
  expect((await signIn(pool, 'ada'))?.AccessToken).toBeDefined();
  await pool.end('SIGTERM');
});

test('a full disk undoes the one change, says so, and stops nothing else', async () => {
  const { sdk, UserPoolId, end, pid, stderr } = await kept.ready(64);
  const create = (Username: string) =>
    sdk.adminCreateUser({ UserPoolId, Username, MessageAction: 'SUPPRESS' });
  const acknowledged: string[] = ['ada'];
  const fill = async () => {
    for (let i = 0; ; i++) {
      await create(`user-${i}`);
      acknowledged.push(`user-${i}`);
    }
  };
  await expect(fill()).rejects.toMatchObject({ name: 'InternalErrorException' });
  const listed = async (pool: Pick<RunningPool, 'sdk'>) => {
    const { Users = [] } = await pool.sdk.listUsers({ UserPoolId, Limit: 60 });
    return Users.map(({ Username }) => Username);
  };
  expect(acknowledged.length).toBeLessThan(60);
  expect(await listed({ sdk })).toEqual(acknowledged);
  expect(stderr()).toMatch(/A change could not be kept and was undone: .*EFBIG/);

  execFileSync('prlimit', ['--pid', String(pid), '--fsize=unlimited:']);
  await create('later');
  await end('SIGKILL');
  expect(await listed(await kept.ready())).toEqual([...acknowledged, 'later']);
});
