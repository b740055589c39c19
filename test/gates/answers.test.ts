import fc from 'fast-check';
import { ApiRequestError, ConnectionError, UserExistsError } from 'portcullis/errors';
import { messageIn } from '../../src/gates/message.js';
import { errorOf } from '../helpers/pool.js';
import {
  adminOf,
  closeBackendsAfterEach,
  grace,
  hangUp,
  json,
  type Respond,
  raw,
  startBackend,
  wirePage,
  wireUser,
} from './backend.js';

closeBackendsAfterEach();

const ONCE = { maxAttempts: 1 };

/** How each call fails when the backend answers so. */
async function failuresOf(...responds: Respond[]) {
  const backend = await startBackend();
  const { admin } = adminOf(backend, ONCE);
  const failure = (call: () => Promise<unknown>) => {
    backend.answer(...responds);
    return errorOf<ApiRequestError>(call());
  };
  return [
    await failure(() => admin.createUser(grace)),
    await failure(() => admin.updateUser({ userId: 'a1b2', clientsToAdd: ['GAIA'] })),
    await failure(() => admin.listUsers({ client: 'GAIA' }).page()),
  ];
}

const HTML = '<!DOCTYPE html>\n<html><head><title>502 Bad\n Gateway</title></head><body>nginx</body></html>';
const html = { 'content-type': 'text/html' };

describe('an error answer keeps the status and the best message:', () => {
  it.each<[string, Respond, number, string]>([
    ['JSON with a message', json(403, { message: 'Not yours' }), 403, 'Not yours'],
    ['JSON as gateways write it', json(403, { Message: 'Forbidden' }), 403, 'Forbidden'],
    ['JSON with a nested message', json(400, { error: { message: 'Bad role' } }), 400, 'Bad role'],
    ['JSON without any message', json(400, { code: 7 }), 400, '{"code":7}'],
    ['a bare JSON string', json(400, 'role is wrong'), 400, 'role is wrong'],
    ['JSON null', raw(400, 'null'), 400, 'null'],
    ['plain text', raw(429, 'slow\r\ndown', { 'content-type': 'text/plain' }), 429, 'slow down'],
    ['HTML of a gateway', raw(502, HTML, html), 502, '502 Bad Gateway'],
    [
      'HTML without a title',
      raw(500, '<html><body><p>Oops &amp;</p></body></html>', html),
      500,
      'Oops &amp;',
    ],
    ['nothing', raw(504), 504, 'Gateway Timeout'],
    ['nothing, with a status nobody knows', raw(599), 599, 'no message'],
    ['JSON cut short', raw(500, '{"message":"Not'), 500, '{"message":"Not'],
  ])('%s', async (_, respond, status, reason) => {
    for (const error of await failuresOf(respond)) {
      expect(error).toBeInstanceOf(ApiRequestError);
      expect(error).toMatchObject({ code: 'API_REQUEST_ERROR', status, reason });
      expect(error.message).toMatch(
        /^(create-user|update-user|get-all-users) was answered with status \d{3}: /,
      );
    }
  });

  test('a message is one line of bounded length, whatever is sent', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.string({ unit: 'binary' })), body => {
        const message = messageIn(body);
        expect(message).not.toMatch(/[\n\r\u2028\u2029\p{Cc}]/u);
        expect(message.length).toBeLessThanOrEqual(301);
      }),
    );
    expect(messageIn('x'.repeat(5_000_000))).toHaveLength(301);
    expect(messageIn(`<html>${'<'.repeat(1_000_000)}`).length).toBeLessThanOrEqual(301);
  });
});

describe('an answer in the 200s that is of no use is an error with its status:', () => {
  const cut: Respond = response => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    response.write('{"sub":"a1b2"', () => response.destroy());
  };
  const unfinished: Respond = raw(200, '{"sub":"a1', { 'content-type': 'application/json' });

  it.each<[string, Respond, RegExp]>([
    ['an HTML page', raw(200, HTML, html), /text\/html, not JSON: 502 Bad Gateway/],
    ['JSON that says it is text', raw(200, '{"sub":"a"}', { 'content-type': 'text/plain' }), /text\/plain/],
    ['an HTML page that says it is JSON', raw(200, HTML, { 'content-type': 'application/json' }), /not JSON/],
    ['plain text of no type', raw(200, 'ok'), /are not JSON/],
    ['JSON cut short', unfinished, /cut short/],
    ['a connection cut short', cut, /broke off/],
  ])('%s', async (_, respond, reason) => {
    for (const error of await failuresOf(respond)) {
      expect(error).toBeInstanceOf(ApiRequestError);
      expect(error).toMatchObject({ code: 'API_REQUEST_ERROR', status: 200 });
      expect(error.reason).toMatch(reason);
    }
  });

  it.each<[string, Respond]>([
    ['nothing', raw(200)],
    ['nothing, and the status says so', raw(204)],
    ['white space', raw(200, ' \n')],
  ])('%s, where an answer is needed', async (_, respond) => {
    const backend = await startBackend();
    backend.answer(respond);
    const { admin } = adminOf(backend, ONCE);
    for (const call of [() => admin.createUser(grace), () => admin.listUsers({ client: 'GAIA' }).page()])
      expect(await errorOf<Error>(call())).toMatchObject({
        code: 'API_REQUEST_ERROR',
        reason: 'the body is empty',
      });
  });

  it.each([{}, { sub: null }, { sub: '' }, { sub: 7 }, [], null, 'a1b2', { message: 'ok' }])(
    '%j without a usable sub',
    async value => {
      const backend = await startBackend();
      backend.answer(json(200, value));
      const error = await errorOf<ApiRequestError>(adminOf(backend).admin.createUser(grace));
      expect(error).toMatchObject({ code: 'API_REQUEST_ERROR', status: 200 });
      expect(backend.requests).toHaveLength(1);
    },
  );

  it.each<[object | null, string]>([
    [null, 'another shape'],
    [{}, 'users'],
    [wirePage([wireUser(), wireUser({ user_id: undefined })]), 'users.1.user_id'],
    [wirePage([wireUser({ enabled: 'yes' })]), 'users.0.enabled'],
    [wirePage([wireUser({ clients: 'GAIA' })]), 'users.0.clients'],
    [wirePage([wireUser({ created_at: 'yesterday' })]), 'users.0.created_at'],
    [wirePage([wireUser({ created_at: 1e300 })]), 'users.0.created_at'],
    [wirePage([], { next_pagination_token: 7 }), 'next_pagination_token'],
    [wirePage([], { has_more: true }), 'no next_pagination_token'],
  ])('the page %j', async (page, reason) => {
    const backend = await startBackend();
    backend.answer(json(200, page));
    const error = await errorOf<ApiRequestError>(adminOf(backend).admin.listUsers({ client: 'GAIA' }).page());
    expect(error).toMatchObject({ code: 'API_REQUEST_ERROR', status: 200 });
    expect(error.reason).toContain(reason);
  });
});

test.each<[string, Respond]>([
  ['nothing at all', raw(200)],
  ['no content', raw(204)],
  ['white space', raw(200, '\r\n')],
  ['a JSON object', json(200, { message: 'updated' })],
  ['a JSON string', json(200, 'updated')],
  ['JSON of a richer type', raw(200, '{}', { 'content-type': 'application/vnd.gates+json; charset=utf-8' })],
])('update-user may answer %s', async (_, respond) => {
  const backend = await startBackend();
  backend.answer(respond);
  const update = adminOf(backend).admin.updateUser({ userId: 'a1b2', clientsToAdd: ['GAIA'] });
  await expect(update).resolves.toBeUndefined();
});

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])(
    'with %d is not followed, so the token goes nowhere else',
    async status => {
      const elsewhere = await startBackend();
      const to = `${elsewhere.url}/create-user`;
      for (const error of await failuresOf(raw(status, '', { location: to }))) {
        expect(error).toMatchObject({ code: 'API_REQUEST_ERROR', status });
        expect(error.reason).toContain(`redirect to ${to}`);
      }
      expect(elsewhere.requests).toEqual([]);
    },
  );

  test('to the same origin, or to nowhere, is not followed either', async () => {
    for (const headers of [{ location: '/stage/elsewhere' }, {}]) {
      const backend = await startBackend();
      backend.answer(raw(307, '', headers as Record<string, string>));
      const error = await errorOf(adminOf(backend).admin.listUsers({ client: 'GAIA' }).page());
      expect(error).toMatchObject({ code: 'API_REQUEST_ERROR', status: 307 });
      expect(backend.requests).toHaveLength(1);
    }
  });
});

describe('no answer at all is a ConnectionError', () => {
  test('when the connection breaks', async () => {
    for (const error of await failuresOf(hangUp)) {
      expect(error).toBeInstanceOf(ConnectionError);
      expect(error).toMatchObject({ code: 'CONNECTION_FAILED' });
    }
  });

  test('when nobody listens, and it names the address and the reason', async () => {
    const backend = await startBackend();
    await backend.close();
    const error = await errorOf(adminOf(backend).admin.listUsers({ client: 'GAIA' }).page());
    expect(error).toMatchObject({ code: 'CONNECTION_FAILED', address: backend.url });
    expect(error.message).toContain('ECONNREFUSED');
  });
});

test.each([undefined, null, 'boom', {}, { cause: null }])(
  'a fetch that rejects with %j is no TypeError',
  async thrown => {
    const backend = await startBackend();
    const { admin } = adminOf(backend, { fetch: () => Promise.reject(thrown) });
    expect(await errorOf(admin.createUser(grace))).toMatchObject({ code: 'CONNECTION_FAILED' });
  },
);

describe('a conflict on creating a user', () => {
  const creating = async (respond: Respond) => {
    const backend = await startBackend();
    backend.answer(respond);
    return errorOf<ApiRequestError>(adminOf(backend).admin.createUser(grace));
  };

  it.each([
    [409, 'User already exists'],
    [409, 'An account with the email already exists.'],
    [409, 'UsernameExistsException: User account already exists'],
    [400, 'An error occurred (UsernameExistsException) when calling the AdminCreateUser operation'],
    [409, 'E-mail already in use'],
    [409, 'Usuário já existe'],
    [409, 'Este e-mail já está cadastrado'],
  ])('is UserExistsError for %d %j', async (status, message) => {
    const error = await creating(json(status, { message }));
    expect(error).toBeInstanceOf(UserExistsError);
    expect(error).toMatchObject({ code: 'USER_EXISTS', status, reason: message });
  });

  test('is UserExistsError where only a code beside the message says so', async () => {
    expect(await creating(json(409, { code: 'USER_ALREADY_EXISTS', message: 'Conflict' }))).toMatchObject({
      code: 'USER_EXISTS',
    });
  });

  it.each([
    [409, 'Another request changed this user'],
    [409, 'The user does not exist'],
    [409, 'The group already exists'],
    [409, ''],
    [400, 'email is missing'],
    [500, 'User already exists'],
  ])('is any other ApiRequestError for %d %j', async (status, message) => {
    const error = await creating(json(status, { message }));
    expect(error).toBeInstanceOf(ApiRequestError);
    expect(error).not.toBeInstanceOf(UserExistsError);
    expect(error.status).toBe(status);
  });
});
