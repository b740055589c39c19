import { Agent, createServer } from 'node:http';
import { Cognito, type Credentials, UserPool } from 'portcullis';
import { ConnectionError, NotSentError } from 'portcullis/errors';
import { errorOf } from '../helpers/pool.js';

let requests = 0;
const server = createServer((_request, response) => {
  requests++;
  response.end('{}');
});
let endpoint = '';

beforeAll(async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
});
afterAll(() => void server.close().closeAllConnections());
beforeEach(() => {
  requests = 0;
});

const KEYS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI' };

const calling = (options: { credentials?: unknown; region?: string }): Promise<NotSentError> => {
  const { users } = new UserPool({
    userPoolId: 'eu-west-1_AbCdEf123',
    endpoint,
    maxAttempts: 1,
    credentials: KEYS,
    ...(options as { credentials?: Credentials }),
  });
  return errorOf<NotSentError>(users.get('ada'));
};

const rejecting =
  (name: string, more = {}) =>
  () =>
    Promise.reject(Object.assign(new Error('vault is sealed'), { name, ...more }));
const throwing = () => {
  throw new Error('vault is sealed');
};
const denied = { $fault: 'client', $metadata: { httpStatusCode: 403 } };

test.each<[string, () => unknown, object]>([
  ['throws', throwing, { cause: { message: 'vault is sealed' } }],
  ['rejects', rejecting('Error'), { message: expect.stringContaining('vault is sealed') }],
  ['rejects with a text', () => Promise.reject('sealed'), { cause: 'sealed' }],
  ['rejects with nothing', () => Promise.reject(undefined), {}],
  ['cannot reach a service of its own', rejecting('Error', { code: 'ECONNREFUSED' }), {}],
  ['is refused by another service of AWS', rejecting('AccessDenied', denied), {}],
  ['finds none', rejecting('CredentialsProviderError'), { code: 'CREDENTIALS_MISSING' }],
  ['resolves to {}', async () => ({}), {}],
  ['resolves to undefined', async () => undefined, {}],
  ['resolves to a key without its secret', async () => ({ accessKeyId: 'AKIDEXAMPLE' }), {}],
])('where the function that fetches credentials %s, the error says so', async (_, credentials, expected) => {
  const error = await calling({ credentials });
  expect(error).toBeInstanceOf(NotSentError);
  expect(error).not.toBeInstanceOf(ConnectionError);
  expect(error).toMatchObject({ code: 'CREDENTIALS_UNUSABLE', operation: 'AdminGetUser', ...expected });
  expect(error.message).toContain('AdminGetUser needs AWS credentials: ');
  expect(error.advice).toBeDefined();
  expect(requests).toBe(0);
});

test('an error of that function is left as it was thrown', async () => {
  const thrown = Object.freeze(new Error('vault is sealed'));
  const { cause } = await calling({ credentials: () => Promise.reject(thrown) });
  expect(cause).toBe(thrown);
});

test('a region that no host can be named after is named', async () => {
  const error = await calling({ region: 'eu west' });
  expect(error).toMatchObject({ code: 'REQUEST_UNUSABLE', message: expect.stringContaining('eu west') });
  expect(requests).toBe(0);
});

test.each([
  ['a line end in the key id', { ...KEYS, accessKeyId: 'AKID\nEXAMPLE' }, 'authorization'],
  ['a letter outside ASCII in the key id', { ...KEYS, accessKeyId: 'AKIDłEXAMPLE' }, 'authorization'],
  ['a line end in the session token', { ...KEYS, sessionToken: 'to\nken' }, 'x-amz-security-token'],
])('credentials with %s cannot be sent', async (_, credentials, header) => {
  const error = await calling({ credentials });
  expect(error).toMatchObject({ name: 'NotSentError', code: 'CREDENTIALS_UNUSABLE' });
  expect(error.message).toContain(header);
  for (const secret of [KEYS.secretAccessKey, 'to\nken', 'EXAMPLE'])
    expect(`${error.stack} ${(error.cause as Error).stack}`).not.toContain(secret);
  expect(requests).toBe(0);
});

// Node 25 withholds the network without --allow-net. These are its errors for an address and for a name.
test.each([
  'connect ERR_ACCESS_DENIED Access to this API has been restricted. Use --allow-net to manage permissions.',
  'getaddrinfo ERR_ACCESS_DENIED localhost',
])('a permission that the runtime withholds is no fault of the connection: %s', async message => {
  const thrown = Object.assign(new Error(message), { code: 'ERR_ACCESS_DENIED' });
  const agent = Object.assign(new Agent(), {
    createConnection: (_options: object, connected: (error: Error) => void) => connected(thrown),
  });
  const cognito = new Cognito({
    userPoolId: 'eu-west-1_AbCdEf123',
    clientId: 'app',
    endpoint,
    agent,
    username: 'ada',
  });
  const error = await errorOf<NotSentError>(cognito.initiateForgotPassword());
  expect(error).toMatchObject({ name: 'NotSentError', code: 'PERMISSION_MISSING', cause: thrown });
  expect(error.message).toContain(message);
});
