import { writeFile } from 'node:fs/promises';
import type { LocalPool } from 'portcullis/local';
import { inHome, json, run, shell, withCommand } from '../helpers/command.js';
import { startIamServer } from '../helpers/iam-server.js';
import { closeAfterAll, closing, PASSWORD, poolWith } from '../helpers/pool.js';

withCommand();
closeAfterAll();

const ALL = ['Maximilian', 'Bob', 'Cleo', 'Dan'].map(name => ({
  username: name.toLowerCase(),
  password: PASSWORD,
  status: 'CONFIRMED',
  attributes: {
    name,
    email: `${name.toLowerCase()}@a-rather-long-domain.example.com`,
    email_verified: 'true',
  },
}));

let pool: LocalPool;
beforeAll(async () => {
  pool = await poolWith({
    clients: [{ clientId: 'app' }, { clientId: 'secret', clientSecret: 'topsecrettopsecret' }],
    groups: [{ name: 'GAIA' }, { name: 'HERA' }],
    users: [
      ...ALL,
      {
        username: 'ada',
        password: PASSWORD,
        status: 'CONFIRMED',
        attributes: { name: 'Ada', email: 'ada@example.com', 'custom:general_role': 'INTERNAL_ADMIN' },
        groups: ['GAIA'],
      },
    ],
  } as Parameters<typeof poolWith>[0]);
});

test('users: created, read, changed and deleted, each with its documented JSON', async () => {
  const created = await json(
    'users create',
    ['eve', '--attribute', 'email=eve@example.com', '--invite', 'none'],
    { pool },
  );
  expect(created).toMatchObject({ username: 'eve', status: 'FORCE_CHANGE_PASSWORD' });
  const stdin = PASSWORD;
  expect(await json('users set-password', ['eve', '--password-stdin'], { pool, stdin })).toEqual({
    username: 'eve',
    temporary: false,
  });
  expect(await json('users disable', ['eve'], { pool })).toEqual({ username: 'eve', enabled: false });
  expect(await json('users get', ['eve'], { pool })).toMatchObject({
    status: 'CONFIRMED',
    enabled: false,
    groups: [],
    attributes: { email: 'eve@example.com' },
  });
  expect(await json('users enable', ['eve'], { pool })).toEqual({ username: 'eve', enabled: true });
  expect(await json('users list', ['--filter', 'username^=ev'], { pool })).toHaveLength(1);
  expect(await json('users reset', ['bob', '--yes'], { pool })).toEqual({ username: 'bob', reset: true });
  expect(await json('users delete', ['eve', '--yes'], { pool })).toEqual({ username: 'eve', deleted: true });
  expect(await run(['users', 'get', 'eve'], { pool })).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/^portcullis: .*\n {2}Check the username/),
  });
});

test('a user who is created with a password may sign in; users are exported to and imported from pipes', async () => {
  expect(await json('users create', ['max', '--password-stdin'], { pool, stdin: PASSWORD })).toMatchObject({
    status: 'CONFIRMED',
  });
  expect(await run(['login', 'max', '--password-stdin'], { pool, stdin: PASSWORD })).toMatchObject({
    status: 0,
  });
  const file = inHome('users.csv');
  expect(await json('users export', [file], { pool })).toMatchObject({ file });
  const line = 'portcullis users export - --format jsonl | head -1';
  expect(JSON.parse((await shell(line, { pool })).stdout)).toMatchObject({ username: expect.any(String) });
  const imported = ['-', '--format', 'csv', '--invite', 'none', '--quota', 'UserCreation=1000'];
  expect(await json('users import', imported, { pool, stdin: 'username\nfred\n' })).toEqual({
    done: 1,
    failed: 0,
    skipped: 0,
    report: null,
  });
});

test('groups and their members', async () => {
  expect(await json('groups create', ['admins', '--precedence', '1'], { pool })).toMatchObject({
    name: 'admins',
    precedence: 1,
  });
  expect(await json('groups update', ['admins', '--description', 'may do all'], { pool })).toMatchObject({
    description: 'may do all',
    precedence: 1,
  });
  expect(await run(['groups', 'update', 'admins'], { pool })).toMatchObject({ status: 2 });
  expect(await json('groups add', ['admins', 'dan'], { pool })).toEqual({
    group: 'admins',
    username: 'dan',
    member: true,
  });
  expect((await json('groups members', ['admins'], { pool })).map(({ username }) => username)).toEqual([
    'dan',
  ]);
  expect((await json('groups list', ['--of', 'dan'], { pool })).map(({ name }) => name)).toEqual(['admins']);
  expect(await json('groups remove', ['admins', 'dan'], { pool })).toMatchObject({ member: false });
  expect(await json('groups delete', ['admins', '--yes'], { pool })).toEqual({
    name: 'admins',
    deleted: true,
  });
  expect((await json('groups list', [], { pool })).map(({ name }) => name)).toEqual(['GAIA', 'HERA']);
});

test('the pool and its app clients, without a secret', async () => {
  expect(await json('pool info', [], { pool })).toMatchObject({ userPoolId: pool.userPoolId, mfa: 'OFF' });
  expect(await json('pool check', [], { pool })).toEqual({ valid: true, problems: [] });
  const wrong = await run(['pool', 'check', '--flow', 'CUSTOM_AUTH', '--json'], {
    pool,
    environment: { PORTCULLIS_CLIENT_ID: 'secret' },
  });
  expect(wrong.status).toBe(1);
  expect(JSON.parse(wrong.stdout).problems.map(({ code }: { code: string }) => code)).toContain(
    'SECRET_MISSING',
  );
  expect((await json('clients list', [], { pool })).map(({ clientId }) => clientId)).toEqual([
    'app',
    'secret',
  ]);
  const shown = await run(['clients', 'show', 'secret', '--json'], { pool });
  expect(shown.stdout).not.toContain('topsecret');
  expect(await json('clients show', ['secret'], { pool })).toMatchObject({
    hasSecret: true,
    accessTokenSeconds: 3600,
  });
});

test('the people of the Gates backend, in the name of who is signed in', async () => {
  const environment = { PORTCULLIS_GATES_URL: pool.gatesUrl };
  const grace = ['grace@example.com', '--name', 'Grace', '--role', 'CLIENT_USER', '--client', 'GAIA'];
  expect(await run(['gates', 'create', ...grace], { pool, environment })).toMatchObject({ status: 3 });
  await run(['login', 'ada', '--password-stdin'], { pool, stdin: PASSWORD });
  const { sub } = await json('gates create', grace, { pool, environment });
  expect(await json('gates update', [sub, '--add', 'HERA'], { pool, environment })).toEqual({
    userId: sub,
    added: ['HERA'],
    removed: [],
  });
  const people = await json('gates list', ['HERA'], { pool, environment });
  expect(people).toMatchObject([
    { userId: sub, name: 'Grace', role: 'CLIENT_USER', clients: ['GAIA', 'HERA'] },
  ]);
});

test('groups are provisioned with roles from a plan, which another run applies', async () => {
  const iam = closing(await startIamServer());
  const environment = {
    AWS_ENDPOINT_URL_IAM: iam.endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIDLOCAL',
    AWS_SECRET_ACCESS_KEY: 'local',
    PORTCULLIS_IDENTITY_POOL_ID: 'eu-west-1:01234567-89ab-cdef-0123-456789abcdef',
  };
  const policy = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
  };
  await writeFile(
    inHome('groups.json'),
    JSON.stringify([{ group_name: 'staff', group_policy: policy, allowed_functions: ['view'] }]),
  );
  const planned = await json('provision plan', ['groups.json', '--out', 'plan.json'], { pool, environment });
  expect(planned.changes.map(({ kind }) => kind)).toEqual(['create-role', 'put-policy', 'create-group']);
  expect(iam.roles.size).toBe(0);
  expect(await run(['provision', 'apply', 'plan.json'], { pool, environment })).toMatchObject({ status: 2 });
  expect((await json('provision apply', ['plan.json', '--yes'], { pool, environment })).changes).toHaveLength(
    3,
  );
  expect(iam.roles.size).toBe(1);
  expect((await json('provision apply', ['plan.json', '--yes'], { pool, environment })).changes).toEqual([]);
});
