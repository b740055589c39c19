import { createServer } from 'node:http';
import { Cognito } from 'portcullis';
import type { ConnectionError, ServiceError } from 'portcullis/errors';
import { errorOf } from '../helpers/pool.js';

interface Told {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What a call comes to at an address that answers so. */
async function calling<E extends Error>({ status, headers = {}, body = '' }: Told) {
  const server = createServer((_request, response) => response.writeHead(status, headers).end(body));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  const options = { userPoolId: 'eu-west-1_AbCdEf123', clientId: 'app', username: 'ada' };
  const cognito = new Cognito({ ...options, endpoint, maxAttempts: 1 });
  const error = await errorOf<E>(cognito.authenticate('Correct-Horse-9'));
  server.close().closeAllConnections();
  return { error, endpoint };
}

test.each<Told>([
  { status: 301 },
  { status: 400 },
  { status: 403 },
  { status: 404 },
  { status: 429 },
  { status: 500 },
  { status: 503 },
  { status: 400, body: '{}' },
  { status: 400, body: 'null' },
  { status: 400, body: '[]' },
  { status: 400, body: '"text"' },
  { status: 403, body: '{"message":"Forbidden by the proxy"}' },
  { status: 502, body: '<html>Bad gateway</html>' },
  { status: 200, body: '<html>Welcome</html>' },
])('an answer of status $status with the body “$body” is named with its status and address', async told => {
  const { error, endpoint } = await calling<ConnectionError>(told);
  expect(error).toMatchObject({ name: 'ConnectionError', code: 'UNREADABLE_ANSWER', address: endpoint });
  expect(error.message).toContain(`${endpoint} answered InitiateAuth with status ${told.status}`);
  expect(error.message).not.toMatch(/Welcome|gateway|proxy/);
});

test('an exception in a header alone is that exception', async () => {
  const headers = { 'x-amzn-errortype': 'ForbiddenException:' };
  const { error } = await calling<ServiceError>({ status: 403, headers });
  expect(error).toMatchObject({ code: 'FORBIDDEN', httpStatus: 403, awsName: 'ForbiddenException' });
});

test('an exception with its namespace before it and more behind is that exception', async () => {
  const body = '{"__type":"com.amazonaws#UserNotFoundException:more","message":"User does not exist."}';
  const { error } = await calling<ServiceError>({ status: 400, body });
  expect(error).toMatchObject({ code: 'USER_NOT_FOUND', awsMessage: 'User does not exist.' });
});
