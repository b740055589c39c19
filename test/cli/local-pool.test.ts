import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { inHome, json, run, start, Terminal, withCommand } from '../helpers/command.js';
import { closeAfterAll, PASSWORD, poolWith } from '../helpers/pool.js';

withCommand();
closeAfterAll();

const environment = { PORTCULLIS_PASSWORD: PASSWORD };

test('the pool that runs on this machine is known to the commands beside it, and forgotten at its end', async () => {
  await writeFile(inHome('seed.json'), '{"users":[{"username":"of-the-seed"}]}');
  const { child, ended } = start(['local', '--quiet', '--seed', 'seed.json']);
  await once(createInterface(child.stdout), 'line');
  expect(
    await json('local users add', ['ada', '--attribute', 'email=ada@example.com'], { environment }),
  ).toEqual({
    username: 'ada',
    groups: [],
  });
  expect((await run(['local', 'token', 'ada'], { environment })).stdout).toMatch(
    /^[\w-]+\.[\w-]+\.[\w-]+\n$/,
  );
  expect(await json('local token', ['ada', '--id'], { environment })).toMatchObject({ use: 'id' });
  const before = await json('local clock', []);
  const after = await json('local clock', ['--advance', '2h']);
  expect(Date.parse(after.now) - Date.parse(before.now)).toBeGreaterThanOrEqual(7_200_000);
  await run(['config', 'use', 'local']);
  expect(await run(['password', 'forgot', 'ada', '--json'])).toMatchObject({ status: 1 });
  expect(await run(['login', 'ada'], { environment })).toMatchObject({ status: 0 });
  expect(await json('local messages', [])).toEqual([]);
  await run(['users', 'delete', 'of-the-seed', '--yes']);
  expect(await json('local reset', ['--yes'])).toMatchObject({ reset: true });
  expect((await json('users list', [])).map(({ username }) => username)).toEqual(['of-the-seed']);
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ status: 0 });
  expect(await run(['local', 'clock'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('no local pool runs'),
  });
});

test('messages are followed as they come, until Ctrl-C', async () => {
  const pool = await poolWith();
  const person = new Terminal(['local', 'messages', '--follow'], { pool });
  await run(['signup', 'una', '--attribute', 'email=una@example.com', '--password-stdin'], {
    pool,
    stdin: PASSWORD,
  });
  const { code = '' } = pool.messages.list().at(-1) ?? {};
  await person.sees(new RegExp(`una@example\\.com.*${code}`));
  person.type('\x03');
  expect(await person.ended).toBe(130);
});

test('no command for a local pool reaches another machine', async () => {
  const { status, stderr } = await run([
    'local',
    'reset',
    '--yes',
    '--endpoint',
    'https://example.com',
    '--user-pool-id',
    'eu-west-1_AbCdEf123',
  ]);
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: expect.stringContaining('is not on this machine'),
  });
});

describe('doctor', () => {
  const checksOf = async (options: Parameters<typeof run>[1], ...args: string[]) => {
    const { ok, checks } = await json('doctor', args, options);
    const failed = checks.filter(({ status }) => status === 'failed');
    return { ok, failed: failed.map(({ name, advice }) => [name, advice]), checks };
  };

  test('finds nothing where nothing is wrong', async () => {
    const { ok, failed, checks } = await checksOf({ pool: await poolWith() });
    expect({ ok, failed }).toEqual({ ok: true, failed: [] });
    expect(checks.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'settings',
        'network',
        'USER_SRP_AUTH',
        'clock',
        'signing keys',
        'pool settings',
        'sessions',
      ]),
    );
  });

  test('names what is wrong, and what to do', async () => {
    const pool = await poolWith({
      clients: [
        { clientId: 'app', ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] },
        { clientId: 'secret', clientSecret: 'topsecrettopsecret' },
      ],
    });
    expect((await checksOf({ pool })).failed).toContainEqual([
      'USER_SRP_AUTH',
      expect.stringContaining('ALLOW_USER_SRP_AUTH'),
    ]);
    expect((await checksOf({ pool }, '--client-id', 'nowhere')).failed).toContainEqual([
      'app client',
      expect.stringContaining('portcullis config'),
    ]);
    expect((await checksOf({ pool }, '--client-id', 'secret')).failed).toContainEqual([
      'app client',
      expect.stringContaining('PORTCULLIS_CLIENT_SECRET'),
    ]);
    expect((await checksOf({ pool }, '--endpoint', 'http://127.0.0.1:9')).failed).toEqual([
      ['network', expect.stringContaining('Check the address')],
    ]);
    expect((await checksOf({})).failed).toEqual([
      ['settings', expect.stringContaining('portcullis config set userPoolId')],
    ]);
    const wrong = await run(['doctor'], { pool });
    expect(wrong).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(/^failed {3}USER_SRP_AUTH: the app client does not allow it$/m),
    });
  });

  test("warns of a clock that is not the service's", async () => {
    const pool = await poolWith();
    await fetch(`${pool.endpoint}/_local/clock`, { method: 'POST', body: '{"advanceSeconds":18000}' });
    const { ok, checks } = await checksOf({ pool });
    expect(ok).toBe(true);
    const message = "differs from the service's by 5 hours";
    expect(checks).toContainEqual(expect.objectContaining({ name: 'clock', status: 'warning', message }));
  });
});
