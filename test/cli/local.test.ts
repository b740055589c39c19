import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { inHome, start, withCommand } from '../helpers/command.js';

withCommand();

function portcullis(...args: string[]) {
  const { child, ended } = start(args);
  const firstLine = () =>
    Promise.race([
      once(createInterface(child.stdout), 'line').then(([line]) => JSON.parse(line as string)),
      ended.then(({ stderr }) => Promise.reject(new Error(`it ended before it was ready: ${stderr}`))),
    ]);
  return { child, ended, firstLine };
}

async function file(name: string, content: unknown): Promise<string> {
  const path = inHome(name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

test('one line of JSON says where the pool is, and an interrupt ends it with status 0', async () => {
  const seed = await file('pool.json', {
    userPoolId: 'eu-west-1_Portcull1',
    clients: [{ clientId: 'app' }, { clientId: 'server', clientSecret: 'topsecret' }],
    users: [{ username: 'ada', password: 'Correct-Horse-9' }],
  });
  const { child, ended, firstLine } = portcullis('local', '--seed', seed);
  const pool = await firstLine();
  expect(pool).toEqual({
    endpoint: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    region: 'eu-west-1',
    userPoolId: 'eu-west-1_Portcull1',
    issuer: `${pool.endpoint}/eu-west-1_Portcull1`,
    jwksUri: `${pool.endpoint}/eu-west-1_Portcull1/.well-known/jwks.json`,
    gatesUrl: expect.stringContaining(pool.endpoint),
    clients: [{ clientId: 'app' }, { clientId: 'server', clientSecret: 'topsecret' }],
  });
  expect((await fetch(pool.jwksUri)).status).toBe(200);
  expect((await fetch(`${pool.endpoint}/_local/`)).status).toBe(200);
  await fetch(pool.endpoint, { method: 'POST', headers: { 'x-amz-target': 'X.GetUser' }, body: '{}' });

  child.kill('SIGINT');
  const { status, stdout, stderr } = await ended;
  expect(status).toBe(0);
  expect(stdout.trimEnd().split('\n')).toHaveLength(1);
  expect(stderr).toContain(`For development only: listening on ${pool.endpoint}`);
  expect(stderr).toContain(`For people: ${pool.endpoint}/_local/`);
  expect(stderr).toMatch(/GetUser - UnknownOperationException/);
  expect(stderr).not.toContain('Correct-Horse-9');
});

test('SIGTERM ends it with status 0, --quiet leaves the requests out, and --no-console the console', async () => {
  const { child, ended, firstLine } = portcullis('local', '--quiet', '--no-console');
  const { endpoint } = await firstLine();
  expect((await fetch(`${endpoint}/_local/`)).status).toBe(404);
  await fetch(endpoint, { method: 'POST', body: '{}' });
  child.kill('SIGTERM');
  const { status, stderr } = await ended;
  expect(status).toBe(0);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
});

test('--verbose tells what was sent and answered, without secrets', async () => {
  const seed = await file('pool.json', {
    clients: [{ clientId: 'app', ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] }],
    users: [{ username: 'ada', password: 'Correct-Horse-9' }],
  });
  const { child, ended, firstLine } = portcullis('local', '--seed', seed, '--verbose');
  const { endpoint } = await firstLine();
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth' },
    body: JSON.stringify({
      ClientId: 'app',
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'ada', PASSWORD: 'Correct-Horse-9' },
    }),
  });
  const { AuthenticationResult } = (await response.json()) as {
    AuthenticationResult: Record<string, unknown>;
  };
  child.kill('SIGTERM');
  const { stderr } = await ended;
  expect(stderr).toMatch(/InitiateAuth ada ok \d+ ms\n/);
  expect(stderr).toContain(
    '  > {ClientId: app, AuthFlow: USER_PASSWORD_AUTH, AuthParameters: {USERNAME: ada, PASSWORD: …}}\n',
  );
  expect(stderr).toMatch(/ {2}< \{.*AuthenticationResult: \{AccessToken: …, .*ExpiresIn: 3600/);
  for (const secret of ['Correct-Horse-9', ...Object.values<unknown>(AuthenticationResult)])
    if (typeof secret === 'string' && secret !== 'Bearer') expect(stderr).not.toContain(secret);
});

test('--quiet and --verbose exclude each other', async () => {
  const { status, stderr } = await portcullis('local', '--quiet', '--verbose').ended;
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('--quiet') });
});

test('a host beyond loopback is listened on when asked for, and what that means is said', async () => {
  const { child, ended, firstLine } = portcullis('local', '--host', '0.0.0.0');
  await firstLine();
  child.kill('SIGTERM');
  expect((await ended).stderr).toMatch(/Other machines can reach 0\.0\.0\.0/);
});

describe('what cannot start is named, with status 1, or 2 where the command line or the seed is wrong', () => {
  const fails = async (expected: number, ...args: string[]) => {
    const { status, stdout, stderr } = await portcullis('local', ...args).ended;
    expect({ status, stdout }).toEqual({ status: expected, stdout: '' });
    expect(stderr).toMatch(/^portcullis: .*\n( {2}.*\n)?$/);
    return stderr;
  };

  test('a file that is not there', async () => {
    expect(await fails(1, '--seed', inHome('nowhere.json'))).toMatch(/nowhere\.json does not exist/);
  });

  test('a file that is not JSON, without quoting it', async () => {
    const stderr = await fails(1, '--seed', await file('pool.json', '{ "password": hunter2 }'));
    expect(stderr).toMatch(/pool\.json is not JSON/);
    expect(stderr).not.toContain('hunter2');
  });

  test('a key that is misspelt', async () => {
    const seed = await file('pool.json', { users: [{ username: 'ada', pasword: 'hunter2' }] });
    const stderr = await fails(2, '--seed', seed);
    expect(stderr).toMatch(/pool\.json\.users\[0\]\.pasword is not a known key; allowed: username, password/);
    expect(stderr).not.toContain('hunter2');
  });

  test('a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    expect(await fails(1, '--port', String(port))).toMatch(`127.0.0.1:${port}: the port is in use`);
    other.close();
  });

  test('a port that is no port', async () => {
    expect(await fails(2, '--port', '70000')).toMatch(/--port.*0 to 65535/);
  });

  test('an issuer that is no URL', async () => {
    expect(await fails(2, '--issuer', 'here')).toMatch(/issuer must be a URL/);
  });
});

test('--debug shows where an error comes from', async () => {
  const { stderr } = await portcullis('local', '--seed', inHome('nowhere.json'), '--debug').ended;
  expect(stderr).toMatch(/\n\s+at /);
});
