import {
  adminOf,
  closeBackendsAfterEach,
  grace,
  json,
  type Received,
  raw,
  startBackend,
  TOKEN,
  wirePage,
} from './backend.js';

closeBackendsAfterEach();

/** What the platform's fetch adds by itself; its values differ between releases of Node. */
const PLATFORM = [
  'accept',
  'accept-encoding',
  'accept-language',
  'connection',
  'host',
  'sec-fetch-mode',
  'user-agent',
];

/** The request as bytes on the wire, without what the platform adds. */
function bytes({ method, url, headers, body }: Received) {
  const ours = Object.entries(headers).filter(([name]) => !PLATFORM.includes(name));
  return [`${method} ${url}`, ...ours.map(([name, value]) => `${name}: ${value}`).sort(), '', body].join(
    '\n',
  );
}

const head = (length?: number) =>
  [
    `authorization: Bearer ${TOKEN}`,
    ...(length === undefined ? [] : [`content-length: ${length}`]),
    'content-type: application/json',
    '',
  ].join('\n');

test('creating a user is POST create-user and then PUT update-user with the client', async () => {
  const backend = await startBackend();
  backend.answer(json(200, { sub: 'a1b2' }), raw(200));
  expect(await adminOf(backend).admin.createUser(grace)).toEqual({ sub: 'a1b2' });
  expect(backend.requests.map(bytes)).toEqual([
    `POST /stage/create-user\n${head(72)}\n{"email":"grace@example.com","name":"Grace Hopper","role":"CLIENT_USER"}`,
    `PUT /stage/update-user\n${head(44)}\n{"user_id":"a1b2","clients_to_add":["GAIA"]}`,
  ]);
});

test('only what changes goes into update-user, in UTF-8', async () => {
  const backend = await startBackend();
  const { admin } = adminOf(backend);
  await admin.updateUser({ userId: 'a1b2', clientsToRemove: ['São Paulo'], clientsToAdd: [] });
  await admin.updateUser({ userId: 'a1b2', clientsToAdd: ['A', 'B'], clientsToRemove: ['C'] });
  expect(backend.requests.map(bytes)).toEqual([
    `PUT /stage/update-user\n${head(53)}\n{"user_id":"a1b2","clients_to_remove":["São Paulo"]}`,
    `PUT /stage/update-user\n${head(71)}\n{"user_id":"a1b2","clients_to_add":["A","B"],"clients_to_remove":["C"]}`,
  ]);
});

test('listing is GET get-all-users with the client in group_filter and no body', async () => {
  const backend = await startBackend();
  backend.answer(json(200, wirePage([])));
  const { admin } = adminOf(backend);
  await admin.listUsers({ client: 'GAIA' }).page();
  await admin
    .listUsers({
      enabledFilter: false,
      roleFilter: 'CLIENT_ADMIN',
      emailFilter: 'grace+test@example.com',
      nameFilter: 'Grace & Ada',
      pageSize: 20,
      client: 'São Paulo/1',
    })
    .page('to ken=');
  expect(backend.requests.map(bytes)).toEqual([
    `GET /stage/get-all-users?group_filter=GAIA\n${head()}\n`,
    'GET /stage/get-all-users?group_filter=S%C3%A3o%20Paulo%2F1&pagination_token=to%20ken%3D&page_size=20' +
      '&name_filter=Grace%20%26%20Ada&email_filter=grace%2Btest%40example.com&role_filter=CLIENT_ADMIN' +
      `&enabled_filter=false\n${head()}\n`,
  ]);
});

test('enabledFilter true is sent as true', async () => {
  const backend = await startBackend();
  backend.answer(json(200, wirePage([])));
  await adminOf(backend).admin.listUsers({ client: 'GAIA', enabledFilter: true }).page();
  expect(backend.requests[0]?.url).toBe('/stage/get-all-users?group_filter=GAIA&enabled_filter=true');
});

test('slashes at the end of the base URL are dropped', async () => {
  const backend = await startBackend();
  const { admin } = adminOf({ url: `${backend.url}//` });
  await admin.updateUser({ userId: 'a1b2', clientsToAdd: ['GAIA'] });
  expect(backend.requests[0]?.url).toBe('/stage/update-user');
  expect(admin.baseUrl).toBe(backend.url);
});

describe('the token', () => {
  const tokensOf = (requests: readonly Received[]) => requests.map(({ headers }) => headers.authorization);

  test('of a call goes before the configured one', async () => {
    const backend = await startBackend();
    await adminOf(backend).admin.updateUser({ userId: 'a1b2', clientsToAdd: ['GAIA'] }, { token: 'other' });
    expect(tokensOf(backend.requests)).toEqual(['Bearer other']);
  });

  test('may come with every call and nowhere else', async () => {
    const backend = await startBackend();
    backend.answer(json(200, { sub: 'a1b2' }), raw(204));
    await adminOf(backend, { token: undefined }).admin.createUser(grace, { token: 'mine' });
    expect(tokensOf(backend.requests)).toEqual(['Bearer mine', 'Bearer mine']);
  });

  test('is asked for anew before each request', async () => {
    const backend = await startBackend();
    backend.answer(json(200, { sub: 'a1b2' }), raw(204));
    let count = 0;
    await adminOf(backend, { token: async () => `token-${++count}` }).admin.createUser(grace);
    expect(tokensOf(backend.requests)).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  test('may have Bearer before it, as a header has', async () => {
    const backend = await startBackend();
    const { admin } = adminOf(backend, { token: ' Bearer abc ' });
    await admin.updateUser({ userId: 'a1b2', clientsToAdd: ['GAIA'] });
    expect(tokensOf(backend.requests)).toEqual(['Bearer abc']);
  });
});
