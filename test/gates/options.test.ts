import { Cognito } from 'portcullis';
import { InvalidOptionError } from 'portcullis/errors';
import { GatesAdmin, type GatesAdminOptions } from 'portcullis/gates';
import { errorOf } from '../helpers/pool.js';
import { adminOf, closeBackendsAfterEach, grace, startBackend, TOKEN } from './backend.js';

closeBackendsAfterEach();

const field = (name: string) => expect.objectContaining({ name: 'InvalidOptionError', field: name });

describe('the constructor refuses', () => {
  it.each<[object | undefined, string]>([
    [undefined, 'options'],
    [{}, 'options.baseUrl'],
    [{ baseUrl: '' }, 'options.baseUrl'],
    [{ baseUrl: 'gates.example.com' }, 'options.baseUrl'],
    [{ baseUrl: 'ftp://gates.example.com' }, 'options.baseUrl'],
    [{ baseUrl: 'https://user:pass@gates.example.com' }, 'options.baseUrl'],
    [{ baseUrl: 'https://gates.example.com/stage?x=1' }, 'options.baseUrl'],
    [{ baseUrl: 'https://gates.example.com/stage#x' }, 'options.baseUrl'],
    [{ baseUrl: 'https://gates.example.com', token: 7 }, 'options.token'],
    [{ baseUrl: 'https://gates.example.com', token: '' }, 'options.token'],
    [{ baseUrl: 'https://gates.example.com', timeoutMs: 0 }, 'options.timeoutMs'],
    [{ baseUrl: 'https://gates.example.com', timeoutMs: 1e12 }, 'options.timeoutMs'],
    [{ baseUrl: 'https://gates.example.com', maxAttempts: 1.5 }, 'options.maxAttempts'],
    [{ baseUrl: 'https://gates.example.com', baseURL: 'x' }, 'options.baseURL'],
  ])('%j', (options, name) => {
    expect(() => new GatesAdmin(options as GatesAdminOptions)).toThrow(field(name));
  });
});

describe('a mistake is told before anything is sent', () => {
  it.each<[object | string | undefined, string]>([
    [undefined, 'user'],
    [{ ...grace, email: undefined }, 'user.email'],
    [{ ...grace, email: 'grace' }, 'user.email'],
    [{ ...grace, name: '' }, 'user.name'],
    [{ ...grace, role: undefined }, 'user.role'],
    [{ ...grace, role: 'client_user' }, 'user.role'],
    [{ ...grace, client: undefined }, 'user.client'],
    [{ ...grace, client: ['GAIA'] }, 'user.client'],
    [{ ...grace, clients: ['GAIA'] }, 'user.clients'],
  ])('createUser(%j)', async (user, name) => {
    const backend = await startBackend();
    expect(await errorOf(adminOf(backend).admin.createUser(user as never))).toEqual(field(name));
    expect(backend.requests).toEqual([]);
  });

  it.each<[object, string]>([
    [{ clientsToAdd: ['A'] }, 'update.userId'],
    [{ userId: 'a1b2' }, 'update'],
    [{ userId: 'a1b2', clientsToAdd: [], clientsToRemove: [] }, 'update'],
    [{ userId: 'a1b2', clientsToAdd: 'A' }, 'update.clientsToAdd'],
    [{ userId: 'a1b2', clientsToAdd: [''] }, 'update.clientsToAdd[0]'],
    [{ userId: 'a1b2', clientsToAdd: ['A'], clientsToRemove: ['B', 'A'] }, 'update'],
    [{ userId: 'a1b2', clients_to_add: ['A'] }, 'update.clients_to_add'],
  ])('updateUser(%j)', async (update, name) => {
    const backend = await startBackend();
    expect(await errorOf(adminOf(backend).admin.updateUser(update as never))).toEqual(field(name));
    expect(backend.requests).toEqual([]);
  });

  it.each<[object, string]>([
    [{}, 'query.client'],
    [{ client: '' }, 'query.client'],
    [{ client: 'GAIA', pageSize: 0 }, 'query.pageSize'],
    [{ client: 'GAIA', roleFilter: 'ADMIN' }, 'query.roleFilter'],
    [{ client: 'GAIA', enabledFilter: 'true' }, 'query.enabledFilter'],
    [{ client: 'GAIA', nameFilter: '' }, 'query.nameFilter'],
    [{ client: 'GAIA', name: 'Grace' }, 'query.name'],
  ])('listUsers(%j), at once', async (query, name) => {
    const backend = await startBackend();
    expect(() => adminOf(backend).admin.listUsers(query as never)).toThrow(field(name));
    expect(backend.requests).toEqual([]);
  });

  it.each([
    [{ token: '' }, 'options.token'],
    [{ signal: {} }, 'options.signal'],
    [{ timeoutMs: -1 }, 'options.timeoutMs'],
    [{ idToken: TOKEN }, 'options.idToken'],
  ])('any call with the options %j', async (options, name) => {
    const backend = await startBackend();
    const { admin } = adminOf(backend);
    expect(await errorOf(admin.createUser(grace, options as never))).toEqual(field(name));
    expect(() => admin.listUsers({ client: 'GAIA' }, options as never)).toThrow(field(name));
    expect(backend.requests).toEqual([]);
  });

  it.each([undefined, new Error('some other error'), { sub: 'a1b2' }, { sub: 'a1b2', remaining: {} }])(
    'resumeCreate(%j)',
    async error => {
      const backend = await startBackend();
      expect(await errorOf(adminOf(backend).admin.resumeCreate(error as never))).toBeInstanceOf(
        InvalidOptionError,
      );
      expect(backend.requests).toEqual([]);
    },
  );

  test('a call without any token', async () => {
    const backend = await startBackend();
    const call = adminOf(backend, { token: undefined }).admin.createUser(grace);
    expect(await errorOf(call)).toEqual(field('token'));
    expect(backend.requests).toEqual([]);
  });

  it.each(['abc\r\nX-Evil: 1', 'abc def', 'ab\u00e9', 'secret\0'])(
    'a token that is no header value (%j), which the message does not quote',
    async token => {
      const backend = await startBackend();
      for (const options of [{ token }, { token: async () => token }]) {
        const error = await errorOf(adminOf(backend, options).admin.createUser(grace));
        expect(error).toEqual(field('token'));
        expect(error.message).not.toContain(token);
      }
      expect(backend.requests).toEqual([]);
    },
  );
});

test('cognito.gates asks for gatesUrl where it was left out', () => {
  const cognito = new Cognito({ userPoolId: 'eu-west-1_AbCdEf123', clientId: 'app' });
  expect(() => cognito.gates).toThrow(field('options.gatesUrl'));
  expect(() => cognito.gates).toThrow('says where the Gates backend is');
});

test('a gatesUrl that nothing can be put behind is refused at once', () => {
  for (const gatesUrl of ['gates', 'https://host/stage?x=1'])
    expect(() => new Cognito({ userPoolId: 'eu-west-1_AbCdEf123', clientId: 'app', gatesUrl })).toThrow(
      field('options.gatesUrl'),
    );
});

test('cognito.gates is one object', () => {
  const options = { userPoolId: 'eu-west-1_AbCdEf123', clientId: 'app', gatesUrl: 'https://host/stage/' };
  const { gates } = new Cognito(options);
  expect(gates.baseUrl).toBe('https://host/stage');
  const cognito = new Cognito(options);
  expect(cognito.gates).toBe(cognito.gates);
});
