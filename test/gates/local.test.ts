import type { Cognito } from 'portcullis';
import { type ApiRequestError, UserExistsError } from 'portcullis/errors';
import type { GatesRole, UserDetails, UserQuery } from 'portcullis/gates';
import { type LocalPool, type LocalPoolOptions, startLocalPool } from 'portcullis/local';
import { clientOf, closeAfterEach, errorOf, PASSWORD, poolWith } from '../helpers/pool.js';
import { grace } from './backend.js';

closeAfterEach();

type SeedUser = NonNullable<NonNullable<LocalPoolOptions['seed']>['users']>[number];

const person = (
  name: string,
  role?: GatesRole,
  groups: string[] = [],
  more: Partial<SeedUser> = {},
): SeedUser => ({
  username: name.toLowerCase(),
  password: PASSWORD,
  attributes: {
    email: `${name.toLowerCase()}@example.com`,
    name,
    ...(role && { 'custom:general_role': role }),
  },
  groups,
  ...more,
});

const seed = {
  groups: [{ name: 'GAIA' }, { name: 'RECAPE' }, { name: 'São-Paulo' }],
  users: [
    person('Ada', 'INTERNAL_ADMIN'),
    person('Alan', 'CLIENT_ADMIN', ['GAIA']),
    person('Edsger', 'CLIENT_ADMIN'),
    person('Ken', 'INTERNAL_USER', ['GAIA']),
    person('Barbara', 'CLIENT_USER', ['RECAPE']),
    person('Nobody', undefined, ['GAIA', 'RECAPE'], { enabled: false }),
  ],
};

/** For tests that change nothing: making a pool takes longer than asking it. */
let shared: LocalPool;
beforeAll(async () => {
  shared = await startLocalPool({ seed: { clients: [{ clientId: 'app' }], ...seed } });
});
afterAll(() => shared.close());

const start = (more: LocalPoolOptions['seed'] = {}) => poolWith({ ...seed, ...more });

/** Somebody signed in, whose `gates` is the pool's. */
async function as(pool: LocalPool, username: string): Promise<Cognito> {
  const cognito = clientOf(pool, { username, gatesUrl: pool.gatesUrl });
  await cognito.authenticate(PASSWORD);
  return cognito;
}

async function listed({ gates }: Cognito, query: UserQuery): Promise<UserDetails[]> {
  const users: UserDetails[] = [];
  for await (const user of gates.listUsers(query)) users.push(user);
  return users;
}

const namesOf = async (cognito: Cognito, query: UserQuery) =>
  (await listed(cognito, query)).map(({ name }) => name).sort();

/** The id of somebody whom an administrator can see. */
const idOf = async (admin: Cognito, client: string, name: string) => {
  const found = (await listed(admin, { client })).find(user => user.name === name);
  return found?.userId ?? '';
};

const statusOf = async (promise: Promise<unknown>) => (await errorOf<ApiRequestError>(promise)).status;

/** A bare request, for what the client would not send. */
async function request(pool: LocalPool, path: string, init: RequestInit = {}) {
  const response = await fetch(`${pool.gatesUrl}/${path}`, init);
  return { status: response.status, body: await response.json(), headers: response.headers };
}

describe('an internal administrator', () => {
  test('invites a person, who signs in with the password of the e-mail and chooses their own', async () => {
    const pool = await start();
    const { gates } = await as(pool, 'ada');
    const { sub } = await gates.createUser(grace);
    const invitation = await pool.messages.next({ to: grace.email });
    expect(invitation).toMatchObject({ reason: 'AdminCreateUser', medium: 'EMAIL' });

    const invited = clientOf(pool, { username: grace.email, gatesUrl: pool.gatesUrl });
    await invited.authenticate(invitation.code, { onNewPasswordRequired: () => 'Compiler-Moth-9' });
    const { id } = await invited.verifyTokens();
    expect(id).toMatchObject({
      sub,
      email: grace.email,
      name: grace.name,
      role: grace.role,
      groups: ['GAIA'],
    });
    expect(id.claims).toMatchObject({ email_verified: true });
    expect(await statusOf(invited.gates.listUsers({ client: 'GAIA' }).page())).toBe(403);
  });

  test('sees the person in the list as the pool knows them', async () => {
    const now = Date.UTC(2026, 10, 21, 12);
    const pool = await poolWith(seed, { clock: () => now });
    const cognito = clientOf(pool, { gatesUrl: pool.gatesUrl, clock: () => now });
    await cognito.authenticate(PASSWORD);
    const { sub } = await cognito.gates.createUser(grace);
    expect((await listed(cognito, { client: 'GAIA', nameFilter: 'Grace' }))[0]).toEqual({
      userId: sub,
      name: 'Grace Hopper',
      email: 'grace@example.com',
      role: 'CLIENT_USER',
      clients: ['GAIA'],
      enabled: true,
      userStatus: 'FORCE_CHANGE_PASSWORD',
      passwordExpiresAt: new Date(now + 7 * 86_400_000),
      updatedAt: new Date(now),
      createdAt: new Date(now),
    });
  });

  test('gives clients and takes them, which the next token shows', async () => {
    const pool = await start();
    const admin = await as(pool, 'ada');
    const userId = await idOf(admin, 'RECAPE', 'Barbara');
    await admin.gates.updateUser({
      userId,
      clientsToAdd: ['GAIA', 'São-Paulo'],
      clientsToRemove: ['RECAPE'],
    });
    const barbara = await as(pool, 'barbara');
    expect((await barbara.verifyTokens()).id.groups).toEqual(['GAIA', 'São-Paulo']);
    expect(await namesOf(admin, { client: 'São-Paulo' })).toEqual(['Barbara']);
  });

  test('may give and take twice', async () => {
    const pool = await start();
    const admin = await as(pool, 'ada');
    const userId = await idOf(admin, 'RECAPE', 'Barbara');
    const update = { userId, clientsToAdd: ['GAIA'], clientsToRemove: ['São-Paulo'] };
    await admin.gates.updateUser(update);
    await admin.gates.updateUser(update);
    expect((await listed(admin, { client: 'RECAPE', nameFilter: 'barb' }))[0]?.clients).toEqual([
      'RECAPE',
      'GAIA',
    ]);
  });

  test('cannot invite the same address twice, in whatever case', async () => {
    const { gates } = await as(await start(), 'ada');
    await gates.createUser(grace);
    for (const email of [grace.email, 'GRACE@example.com', 'ada@example.com']) {
      const error = await errorOf(gates.createUser({ ...grace, email }));
      expect(error).toBeInstanceOf(UserExistsError);
      expect(error).toMatchObject({ status: 409 });
    }
  });

  test('learns of a client that does not exist in the second half, and can name another', async () => {
    const pool = await start();
    const admin = await as(pool, 'ada');
    const error = await errorOf(admin.gates.createUser({ ...grace, client: 'NONE' }));
    expect(error).toMatchObject({ code: 'USER_INCOMPLETE', cause: { status: 404 } });
    const { sub } = error as unknown as { sub: string };
    await admin.gates.resumeCreate({ sub, remaining: { userId: sub, clientsToAdd: ['GAIA'] } });
    expect(await namesOf(admin, { client: 'GAIA', nameFilter: 'Grace' })).toEqual(['Grace Hopper']);
  });

  test('gets 404 for a person or a client that does not exist, and nothing changes', async () => {
    const pool = await start();
    const admin = await as(pool, 'ada');
    const userId = await idOf(admin, 'RECAPE', 'Barbara');
    const { gates } = admin;
    expect(await statusOf(gates.updateUser({ userId: 'nobody', clientsToAdd: ['GAIA'] }))).toBe(404);
    expect(await statusOf(gates.updateUser({ userId, clientsToAdd: ['GAIA', 'NONE'] }))).toBe(404);
    expect(await statusOf(gates.listUsers({ client: 'NONE' }).page())).toBe(404);
    expect(await namesOf(admin, { client: 'GAIA' })).toEqual(['Alan', 'Ken', 'Nobody']);
  });

  test('invites people to a pool that signs in by e-mail, too', async () => {
    const pool = await start({ UsernameAttributes: ['email'] });
    const { gates } = await as(pool, 'ada');
    const { sub } = await gates.createUser(grace);
    expect((await gates.listUsers({ client: 'GAIA', emailFilter: 'grace' }).page()).items[0]?.userId).toBe(
      sub,
    );
    expect(await errorOf(gates.createUser(grace))).toBeInstanceOf(UserExistsError);
  });
});

describe('the list', () => {
  test('has every person of the client once, page by page', async () => {
    const users = Array.from({ length: 65 }, (_, i) => ({ username: `p${i}`, groups: ['RECAPE'] }));
    const pool = await start({ users: [...seed.users, ...users] });
    const admin = await as(pool, 'ada');
    const all = (await listed(admin, { client: 'RECAPE', pageSize: 60 })).map(({ userId }) => userId);
    expect(new Set(all).size).toBe(67);
    for (const pageSize of [1, 7, 66, 67, 68].map(size => Math.min(size, 60)))
      expect((await listed(admin, { client: 'RECAPE', pageSize })).map(({ userId }) => userId)).toEqual(all);
    const { items, totalCount, nextToken } = await admin.gates.listUsers({ client: 'RECAPE' }).page();
    expect([items.length, totalCount, nextToken === undefined]).toEqual([20, 67, false]);
  });

  test('goes on where it was, whoever leaves or comes meanwhile', async () => {
    const pool = await start({ users: seed.users.map(user => ({ ...user, groups: ['GAIA'] })) });
    const admin = await as(pool, 'ada');
    const list = admin.gates.listUsers({ client: 'GAIA', pageSize: 2 });
    const first = await list.page();
    for (const { userId } of first.items) await admin.gates.updateUser({ userId, clientsToRemove: ['GAIA'] });
    await admin.gates.createUser(grace);
    const rest: string[] = [];
    for (let token = first.nextToken; token; ) {
      const page = await list.page(token);
      rest.push(...page.items.map(({ name }) => name));
      token = page.nextToken;
    }
    expect([...first.items.map(({ name }) => name), ...rest].sort()).toEqual([
      'Ada',
      'Alan',
      'Barbara',
      'Edsger',
      'Grace Hopper',
      'Ken',
      'Nobody',
    ]);
  });

  it.each<[Omit<UserQuery, 'client'>, string[]]>([
    [{}, ['Alan', 'Ken', 'Nobody']],
    [{ nameFilter: 'KE' }, ['Ken']],
    [{ emailFilter: 'alan@' }, ['Alan']],
    [{ emailFilter: 'EXAMPLE.com' }, ['Alan', 'Ken', 'Nobody']],
    [{ roleFilter: 'CLIENT_ADMIN' }, ['Alan']],
    [{ roleFilter: 'CLIENT_USER' }, []],
    [{ enabledFilter: false }, ['Nobody']],
    [{ enabledFilter: true, nameFilter: 'n' }, ['Alan', 'Ken']],
    [{ enabledFilter: false, roleFilter: 'CLIENT_ADMIN' }, []],
  ])('filtered by %j', async (filters, names) => {
    const admin = await as(shared, 'ada');
    expect(await namesOf(admin, { client: 'GAIA', ...filters })).toEqual(names);
    const page = await admin.gates.listUsers({ client: 'GAIA', ...filters }).page();
    expect(page.totalCount).toBe(names.length);
  });
});

describe('a client’s administrator', () => {
  test('manages the people of their own clients', async () => {
    const pool = await start();
    const alan = await as(pool, 'alan');
    const { sub } = await alan.gates.createUser(grace);
    expect(await namesOf(alan, { client: 'GAIA' })).toEqual(['Alan', 'Grace Hopper', 'Ken', 'Nobody']);
    await alan.gates.updateUser({ userId: sub, clientsToRemove: ['GAIA'] });
    expect(await namesOf(alan, { client: 'GAIA', nameFilter: 'Grace' })).toEqual([]);
  });

  test('has no say beyond them', async () => {
    const pool = await start();
    const { gates } = await as(pool, 'alan');
    const admin = await as(pool, 'ada');
    const ken = await idOf(admin, 'GAIA', 'Ken');
    const barbara = await idOf(admin, 'RECAPE', 'Barbara');
    expect(await statusOf(gates.listUsers({ client: 'RECAPE' }).page())).toBe(403);
    expect(await statusOf(gates.listUsers({ client: 'NONE' }).page())).toBe(403);
    expect(await statusOf(gates.updateUser({ userId: ken, clientsToAdd: ['RECAPE'] }))).toBe(403);
    const both = { userId: ken, clientsToAdd: ['GAIA'], clientsToRemove: ['RECAPE'] };
    expect(await statusOf(gates.updateUser(both))).toBe(403);
    expect(await statusOf(gates.updateUser({ userId: barbara, clientsToAdd: ['GAIA'] }))).toBe(403);
    expect((await listed(admin, { client: 'RECAPE' })).map(({ clients }) => clients)).toEqual(
      expect.arrayContaining([['RECAPE'], ['GAIA', 'RECAPE']]),
    );
  });

  it.each<GatesRole>(['INTERNAL_ADMIN', 'INTERNAL_USER'])('makes nobody %s', async role => {
    const { gates } = await as(shared, 'alan');
    expect(await statusOf(gates.createUser({ ...grace, role }))).toBe(403);
  });

  test('without a client invites nobody', async () => {
    const pool = await start();
    const { gates } = await as(pool, 'edsger');
    expect(await statusOf(gates.createUser(grace))).toBe(403);
    expect(pool.messages.list()).toEqual([]);
  });
});

it.each(['ken', 'barbara'])('%s, who is no administrator, may do nothing', async username => {
  const { gates } = await as(shared, username);
  expect(await statusOf(gates.createUser(grace))).toBe(403);
  expect(await statusOf(gates.updateUser({ userId: 'x', clientsToAdd: ['GAIA'] }))).toBe(403);
  expect(await statusOf(gates.listUsers({ client: 'GAIA' }).page())).toBe(403);
  expect(shared.messages.list()).toEqual([]);
});

describe('the caller’s token', () => {
  const list = 'get-all-users?group_filter=GAIA';
  const bearer = (token: string | undefined) => ({ headers: { authorization: `Bearer ${token}` } });

  test('must be there, and be an id token of this pool', async () => {
    const pool = await start();
    const { tokens } = await as(pool, 'ada');
    const foreign = (await as(await start(), 'ada')).tokens;
    const [head, body, signature = ''] = tokens?.idToken?.split('.') ?? [];
    const forged = `${head}.${body}.${signature.slice(0, -8)}AAAAAAAA`;
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.`;
    const refused = [undefined, tokens?.accessToken, foreign?.idToken, forged, unsigned, 'nonsense'];
    for (const init of [
      {},
      { headers: { authorization: `Basic ${tokens?.idToken}` } },
      ...refused.map(bearer),
    ]) {
      const { status, body, headers } = await request(pool, list, init);
      expect({ status, body }).toEqual({ status: 401, body: { message: expect.any(String) } });
      expect(headers.get('www-authenticate')).toBe('Bearer');
    }
    expect((await request(pool, list, bearer(tokens?.idToken))).status).toBe(200);
  });

  test('must be in force by the pool’s clock', async () => {
    const pool = await start();
    const { tokens } = await as(pool, 'ada');
    pool.clock.advance(3_601);
    const { status, body } = await request(pool, list, bearer(tokens?.idToken));
    expect({ status, body }).toEqual({ status: 401, body: { message: 'The token has expired' } });
  });

  test('is renewed by cognito.gates when it is about to expire', async () => {
    const pool = await start();
    const admin = clientOf(pool, { gatesUrl: pool.gatesUrl, clock: () => Date.now() + skew });
    let skew = 0;
    await admin.authenticate(PASSWORD);
    const { idToken } = admin.tokens ?? {};
    skew = 3_590_000;
    pool.clock.advance(3_590);
    expect((await admin.gates.listUsers({ client: 'GAIA' }).page()).items).toHaveLength(3);
    expect(admin.tokens?.idToken).not.toBe(idToken);
  });

  test('is needed from somebody signed in', async () => {
    const pool = await start();
    const { gates } = clientOf(pool, { gatesUrl: pool.gatesUrl });
    expect(await errorOf(gates.createUser(grace))).toMatchObject({ code: 'NOT_SIGNED_IN' });
  });
});

describe('a request that no client of ours sends', () => {
  test.each<[string, RequestInit, string]>([
    ['create-user', { method: 'POST', body: '{"email":' }, 'not JSON'],
    ['create-user', { method: 'POST', body: 'null' }, 'JSON object'],
    ['create-user', { method: 'POST', body: '{"name":"G","role":"CLIENT_USER"}' }, 'body.email is missing'],
    ['create-user', { method: 'POST', body: '{"email":"g","name":"G","role":"CLIENT_USER"}' }, 'e-mail'],
    [
      'create-user',
      { method: 'POST', body: '{"email":"g@h","name":"G","role":"KING"}' },
      'body.role must be',
    ],
    ['update-user', { method: 'PUT', body: '{"clients_to_add":["GAIA"]}' }, 'body.user_id is missing'],
    ['update-user', { method: 'PUT', body: '{"user_id":"x"}' }, 'clients_to_add'],
    ['update-user', { method: 'PUT', body: '{"user_id":"x","clients_to_add":"GAIA"}' }, 'clients_to_add'],
    ['get-all-users', {}, 'query.group_filter is missing'],
    ['get-all-users?group_filter=GAIA&page_size=0', {}, 'query.page_size'],
    ['get-all-users?group_filter=GAIA&page_size=61', {}, 'query.page_size'],
    ['get-all-users?group_filter=GAIA&page_size=x', {}, 'query.page_size'],
    ['get-all-users?group_filter=GAIA&enabled_filter=yes', {}, 'query.enabled_filter'],
    ['get-all-users?group_filter=GAIA&role_filter=KING', {}, 'query.role_filter'],
    ['get-all-users?group_filter=GAIA&pagination_token=x', {}, 'query.pagination_token'],
  ])('%s %j is answered with 400 and a message', async (path, init, message) => {
    const { tokens } = await as(shared, 'ada');
    const headers = { authorization: `Bearer ${tokens?.idToken}`, 'content-type': 'application/json' };
    const { status, body } = await request(shared, path, { ...init, headers });
    expect({ status, body }).toEqual({ status: 400, body: { message: expect.stringContaining(message) } });
  });

  test('to another path is answered with 404', async () => {
    for (const [path, method] of [
      ['delete-user', 'POST'],
      ['create-user', 'GET'],
    ] as const)
      expect(await request(shared, path, { method })).toMatchObject({
        status: 404,
        body: { message: /served/ },
      });
  });
});

test('a browser may send PUT', async () => {
  const headers = { origin: 'http://localhost:3000', 'access-control-request-method': 'PUT' };
  const response = await fetch(`${shared.gatesUrl}/update-user`, { method: 'OPTIONS', headers });
  expect(response.headers.get('access-control-allow-methods')).toContain('PUT');
});

test('the log names the call and the caller, and no token', async () => {
  const lines: string[] = [];
  const pool = await poolWith(seed, { log: line => lines.push(line) });
  const { gates, tokens } = await as(pool, 'ada');
  await gates.createUser(grace);
  const log = lines.join('\n');
  expect(log).toMatch(/gates\/create-user ada ok .*\n.*gates\/update-user ada ok/);
  expect(log).not.toContain(tokens?.idToken);
});
