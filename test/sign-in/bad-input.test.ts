import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Cognito, type CognitoOptions } from 'portcullis';
import { ConnectionError, InvalidOptionError, KeysUnavailableError } from 'portcullis/errors';
import { ada, clientOf, closeAfterEach, errorOf, PASSWORD, poolWith } from '../helpers/pool.js';

closeAfterEach();

const good = { userPoolId: 'eu-west-1_AbCdEf123', clientId: 'app', username: 'ada' };

test.each<[string, Record<string, unknown>, RegExp]>([
  ['a wrong pool id', { userPoolId: 'AbCdEf123' }, /userPoolId.*eu-west-1_/],
  ['a missing pool id', { userPoolId: undefined }, /userPoolId is missing/],
  ['a missing client id', { clientId: undefined }, /clientId is missing/],
  ['an empty client id', { clientId: '' }, /clientId must not be empty/],
  ['an unknown option', { clientID: 'app' }, /clientID is not a known key; allowed: .*clientId/],
  ['an empty username', { username: '' }, /username must not be empty/],
  ['an endpoint that is no URL', { endpoint: 'localhost:9229' }, /endpoint must be an http or https URL/],
  ['a device without tokens', { deviceKey: 'x' }, /deviceKey belongs to tokens/],
  ['a time-out of zero', { timeoutMs: 0 }, /timeoutMs must be a whole number of milliseconds/],
  ['a store that is none', { store: {} }, /store must be a TokenStore/],
])('%s is refused when the client is made', (_what, change, message) => {
  const make = () => new Cognito({ ...good, ...change } as unknown as CognitoOptions);
  expect(make).toThrow(InvalidOptionError);
  expect(make).toThrow(TypeError);
  expect(make).toThrow(message);
});

test.each<[string, unknown, RegExp]>([
  ['an empty password', '', /password must not be empty/],
  ['no password', undefined, /password is missing/],
  ['a password that is no text', 5, /password must be a string/],
])('%s is refused before anything is sent', async (_what, password, message) => {
  await expect(new Cognito(good).authenticate(password as string)).rejects.toThrow(message);
});

test('signing in without a username is refused before anything is sent', async () => {
  const { username: _, ...nobody } = good;
  await expect(new Cognito(nobody).authenticate(PASSWORD)).rejects.toThrow(/username is missing/);
});

test('an unknown handler is refused before anything is sent', async () => {
  const options = { onSoftwareTokenMFA: () => '' } as object;
  await expect(new Cognito(good).authenticate(PASSWORD, options)).rejects.toThrow(
    /onSoftwareTokenMFA is not a known/,
  );
});

test('an endpoint that does not answer is named', async () => {
  const server = createServer();
  const { port } = await listening(server);
  closed(server);
  const cognito = new Cognito({ ...good, endpoint: `http://127.0.0.1:${port}`, maxAttempts: 1 });
  const error = await errorOf<ConnectionError>(cognito.authenticate(PASSWORD));
  expect(error).toBeInstanceOf(ConnectionError);
  expect(error).toMatchObject({ code: 'CONNECTION_FAILED', address: `http://127.0.0.1:${port}` });
  expect(String(error.cause)).toContain('ECONNREFUSED');
});

test('an endpoint that is a web page is named, and the page is not quoted', async () => {
  const server = createServer((_request, response) => response.end('<html>Welcome</html>'));
  const { port } = await listening(server);
  const cognito = new Cognito({ ...good, endpoint: `http://127.0.0.1:${port}`, maxAttempts: 1 });
  const error = await errorOf<ConnectionError>(cognito.authenticate(PASSWORD));
  closed(server);
  expect(error).toMatchObject({ code: 'UNREADABLE_ANSWER' });
  expect(error.message).toContain(`http://127.0.0.1:${port}`);
  expect(error.message).not.toContain('Welcome');
});

test('an endpoint that never answers is given up after timeoutMs', async () => {
  const server = createServer(() => {});
  const { port } = await listening(server);
  const cognito = new Cognito({ ...good, endpoint: `http://127.0.0.1:${port}`, timeoutMs: 50 });
  const error = await errorOf<ConnectionError>(cognito.authenticate(PASSWORD));
  closed(server);
  expect(error).toMatchObject({ code: 'TIMED_OUT' });
});

test('an aborted call rejects with the reason of its signal', async () => {
  const server = createServer(() => {});
  const { port } = await listening(server);
  const cognito = new Cognito({ ...good, endpoint: `http://127.0.0.1:${port}` });
  const controller = new AbortController();
  const reason = new Error('the person went away');
  server.once('request', () => controller.abort(reason));
  await expect(cognito.authenticate(PASSWORD, { signal: controller.signal })).rejects.toBe(reason);
  closed(server);
});

test('signing keys that are a web page are named, and nothing is kept', async () => {
  const server = createServer((_request, response) => response.end('<html>Welcome</html>'));
  const { port } = await listening(server);
  const pool = await poolWith({ users: [ada] }, { issuer: `http://127.0.0.1:${port}/pool` });
  const cognito = clientOf(pool, { issuer: `http://127.0.0.1:${port}/pool` });
  const error = await errorOf(cognito.authenticate(PASSWORD));
  closed(server);
  expect(error).toBeInstanceOf(KeysUnavailableError);
  expect(error.message).toContain(`http://127.0.0.1:${port}/pool`);
  expect(cognito.tokens).toBeUndefined();
});

test('a call that needs a signed-in user says so', async () => {
  await expect(new Cognito(good).renewAccessToken()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
});

async function listening(server: Server): Promise<AddressInfo> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return server.address() as AddressInfo;
}

function closed(server: Server): void {
  server.close();
  server.closeAllConnections();
}
