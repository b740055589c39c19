import { once } from 'node:events';
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { type LocalPool, startLocalPool } from 'portcullis/local';
import { ada, closeAfterEach, PASSWORD, poolWith } from '../helpers/pool.js';

closeAfterEach();

const TARGET = 'AWSCognitoIdentityProviderService';

const post = (
  { endpoint }: LocalPool,
  operation: string,
  body: unknown,
  headers: Record<string, string> = {},
) =>
  fetch(`${endpoint}/`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `${TARGET}.${operation}`,
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

const signed = {
  authorization:
    'AWS4-HMAC-SHA256 Credential=AKID/20260101/eu-west-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=ab',
};

const passwordAuth = {
  AuthFlow: 'USER_SRP_AUTH',
  ClientId: 'app',
  AuthParameters: { USERNAME: 'ada', SRP_A: 'abc' },
};

test('answers carry the headers of the service', async () => {
  const pool = await poolWith({ users: [ada] });
  const response = await post(pool, 'InitiateAuth', passwordAuth, { origin: 'https://app.example' });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/x-amz-json-1.1');
  expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  expect(response.headers.get('access-control-expose-headers')?.toLowerCase()).toContain('x-amzn-errortype');
});

test('refusals are in the body and in the headers', async () => {
  const pool = await poolWith();
  const response = await post(pool, 'InitiateAuth', passwordAuth);
  expect(response.status).toBe(400);
  expect(response.headers.get('x-amzn-errortype')).toBe('UserNotFoundException:');
  expect(response.headers.get('x-amzn-errormessage')).toBe('User does not exist.');
  expect(response.headers.get('x-amzn-requestid')).toBeTruthy();
  expect(await response.json()).toEqual({ __type: 'UserNotFoundException', message: 'User does not exist.' });
});

test('a refusal that repeats a long name fits in the headers', async () => {
  const pool = await poolWith();
  const response = await post(pool, 'InitiateAuth', { ...passwordAuth, ClientId: 'é'.repeat(100_000) });
  expect(response.headers.get('x-amzn-errormessage')).toHaveLength(2048);
  expect(await response.json()).toMatchObject({ message: expect.stringMatching(/é does not exist\.$/) });
});

test('the operation’s name may come in any case', async () => {
  const pool = await poolWith({ users: [ada] });
  expect((await post(pool, 'initiateauth', passwordAuth)).status).toBe(200);
});

test.each([
  ['not JSON', 'InitiateAuth', '{"ClientId":', 'SerializationException', /not JSON/],
  [
    'an operation that is not served',
    'StartWebAuthnRegistration',
    {},
    'UnknownOperationException',
    /StartWebAuthnRegistration/,
  ],
  ['a member of the wrong type', 'GetUser', { AccessToken: 5 }, 'SerializationException', /accessToken/],
  [
    'a member that is missing',
    'GetUser',
    {},
    'InvalidParameterException',
    /^1 validation error detected: Value at 'accessToken'failed to satisfy constraint: Member must not be null$/,
  ],
  [
    'a name that is not in the list',
    'InitiateAuth',
    { ...passwordAuth, AuthFlow: 'MAGIC' },
    'InvalidParameterException',
    /Member must satisfy enum value set: \[USER_SRP_AUTH, /,
  ],
  [
    'a client that is not there',
    'InitiateAuth',
    { ...passwordAuth, ClientId: 'nobody' },
    'ResourceNotFoundException',
    /^User pool client nobody does not exist\.$/,
  ],
])('a request with %s is refused', async (_, operation, body, type, message) => {
  const pool = await poolWith({ users: [ada] });
  const response = await post(pool, operation, body);
  expect(response.status).toBe(400);
  const refused = (await response.json()) as { __type: string; message: string };
  expect(refused.__type).toBe(type);
  expect(refused.message).toMatch(message);
});

test('every missing member is counted', async () => {
  const pool = await poolWith();
  const response = await post(pool, 'InitiateAuth', {});
  expect(((await response.json()) as { message: string }).message).toMatch(
    /^2 validation errors detected: Value null at 'authFlow' failed .*; Value at 'clientId'failed /,
  );
});

test('a request without a target is refused', async () => {
  const pool = await poolWith();
  const response = await fetch(pool.endpoint, { method: 'POST', body: '{}' });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ __type: 'UnknownOperationException' });
});

test('a body beyond a megabyte is refused, on every path, and the connection serves the next request', async () => {
  const { endpoint } = await poolWith();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const sent = async (path: string, headers: Record<string, string>) => {
    const request = httpRequest(endpoint + path, { method: 'POST', agent, headers });
    request.end(Buffer.alloc(1_100_000, ' '));
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    await once(response.resume(), 'end');
    return [response.statusCode, request.reusedSocket];
  };
  const inChunks = { 'transfer-encoding': 'chunked' };
  expect(await sent('/', {})).toEqual([413, false]);
  expect(await sent('/', inChunks)).toEqual([413, true]);
  expect(await sent('/_local/clock', inChunks)).toEqual([413, true]);
  expect(await sent('/elsewhere', {})).toEqual([404, true]);
  expect(await sent('/elsewhere', inChunks)).toEqual([404, true]);
  agent.destroy();
});

test('a body in chunks is read like any other', async () => {
  const pool = await poolWith({ users: [ada] });
  const body = new Blob([JSON.stringify(passwordAuth)]).stream();
  const headers = { 'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth' };
  const response = await fetch(pool.endpoint, { method: 'POST', headers, body, duplex: 'half' });
  expect(await response.json()).toHaveProperty('ChallengeName');
});

test.each(['DELETE', 'PATCH', 'PUT', 'GET'])('%s of a path that is not served answers 404', async method => {
  const { endpoint } = await poolWith();
  for (const path of ['/', '/elsewhere', '/_local/elsewhere', '/gates/create-user'])
    expect((await fetch(endpoint + path, { method })).status).toBe(404);
});

test('a body beyond a megabyte is refused by name', async () => {
  const pool = await poolWith();
  const response = await post(pool, 'GetUser', { AccessToken: 'a'.repeat(1_100_000) });
  expect(response.status).toBe(413);
  expect(await response.json()).toMatchObject({ __type: 'RequestEntityTooLargeException' });
});

test('an administrator’s operation needs signed credentials', async () => {
  const pool = await poolWith({ users: [ada] });
  const body = { UserPoolId: pool.userPoolId, Username: 'ada' };
  const refused = await post(pool, 'AdminGetUser', body);
  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
  const answered = await post(pool, 'AdminGetUser', body, signed);
  const { UserCreateDate } = (await answered.json()) as { UserCreateDate: number };
  expect(Math.abs(UserCreateDate - Date.now() / 1000)).toBeLessThan(60);
});

test('browsers may call from anywhere', async () => {
  const pool = await poolWith();
  const preflight = await fetch(pool.endpoint, {
    method: 'OPTIONS',
    headers: {
      origin: 'https://app.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers':
        'content-type,x-amz-target,x-amz-user-agent,cache-control,x-amz-content-sha256',
    },
  });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-methods')).toContain('POST');
  const allowed = preflight.headers.get('access-control-allow-headers')?.split(',').sort();
  expect(allowed).toEqual([
    'cache-control',
    'content-type',
    'x-amz-content-sha256',
    'x-amz-target',
    'x-amz-user-agent',
  ]);
});

test('the Date header follows the pool’s clock', async () => {
  const pool = await poolWith({ users: [ada] }, { clock: () => Date.UTC(2030, 0, 1) });
  await fetch(`${pool.endpoint}/_local/clock`, {
    method: 'POST',
    body: JSON.stringify({ advanceSeconds: 3600 }),
  });
  const response = await post(pool, 'InitiateAuth', passwordAuth);
  expect(response.headers.get('date')).toBe('Tue, 01 Jan 2030 01:00:00 GMT');
});

test('the clock moves by a number of seconds only', async () => {
  const pool = await poolWith();
  const bodies = [
    '{"advanceSeconds":"5"}',
    'nonsense',
    '{}',
    '{"advanceSeconds":1e300}',
    '{"advanceSeconds":-1e12}',
  ];
  for (const body of bodies) {
    const response = await fetch(`${pool.endpoint}/_local/clock`, { method: 'POST', body });
    expect(response.status).toBe(400);
  }
  for (const seconds of [Number.NaN, Number.POSITIVE_INFINITY, 1e300])
    expect(() => pool.clock.advance(seconds)).toThrow(
      'must be a number that leads to a time from 1970 to 9999',
    );
  expect((await fetch(pool.jwksUri)).headers.get('date')).toMatch(/GMT$/);
});

test('the discovery documents are under the issuer', async () => {
  const pool = await poolWith();
  const configuration = await (await fetch(`${pool.issuer}/.well-known/openid-configuration`)).json();
  expect(configuration).toMatchObject({
    issuer: `${pool.endpoint}/${pool.userPoolId}`,
    jwks_uri: pool.jwksUri,
    id_token_signing_alg_values_supported: ['RS256'],
  });
  const { keys } = (await (await fetch(pool.jwksUri)).json()) as { keys: Record<string, string>[] };
  expect(keys).toHaveLength(2);
  expect(keys[0]?.kid).not.toBe(keys[1]?.kid);
  for (const key of keys) {
    expect(key).toMatchObject({ alg: 'RS256', kty: 'RSA', e: 'AQAB', use: 'sig' });
    expect(Object.keys(key).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  }
  expect((await fetch(`${pool.endpoint}/eu-west-1_Nobody/.well-known/jwks.json`)).status).toBe(404);
});

test('an issuer of another address is in the tokens and the documents, and the keys stay here', async () => {
  const issuer = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Portcull1';
  const pool = await poolWith({}, { issuer });
  expect(pool.issuer).toBe(issuer);
  expect(pool.jwksUri.startsWith(pool.endpoint)).toBe(true);
  expect((await fetch(pool.jwksUri)).status).toBe(200);
});

test('messages are listed over HTTP, oldest first', async () => {
  const pool = await poolWith({ users: [ada] });
  for (const Username of ['bob', 'eve'])
    await post(
      pool,
      'AdminCreateUser',
      {
        UserPoolId: pool.userPoolId,
        Username,
        TemporaryPassword: PASSWORD,
        UserAttributes: [{ Name: 'email', Value: `${Username}@example.com` }],
      },
      signed,
    );
  const messages = (await (await fetch(`${pool.endpoint}/_local/messages`)).json()) as object[];
  expect(messages).toEqual([
    {
      at: expect.any(String),
      username: 'bob',
      to: 'bob@example.com',
      medium: 'EMAIL',
      reason: 'AdminCreateUser',
      code: PASSWORD,
    },
    expect.objectContaining({ username: 'eve', to: 'eve@example.com' }),
  ]);
});

test('each request is logged with its user and outcome, and without a secret', async () => {
  const lines: string[] = [];
  const pool = await poolWith(
    { clients: [{ clientId: 'app', ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] }], users: [ada] },
    { log: line => lines.push(line) },
  );
  const attempt = (USERNAME: string, typed: string) =>
    post(pool, 'InitiateAuth', {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: 'app',
      AuthParameters: { USERNAME, PASSWORD: typed },
    });
  await attempt('ada', PASSWORD);
  await attempt('ada', 'Wrong-Horse-9');
  await attempt('eve\nada forged', PASSWORD);
  expect(lines).toEqual([
    expect.stringMatching(/^\d\d:\d\d:\d\d InitiateAuth ada ok \d+ ms$/),
    expect.stringMatching(
      /InitiateAuth ada NotAuthorizedException: Incorrect username or password\. \d+ ms$/,
    ),
    expect.stringMatching(/InitiateAuth eve\\u\{a\}ada forged UserNotFoundException/),
  ]);
  expect(lines.join()).not.toMatch(/Horse/);
});

test('pools run side by side and close at once, kept-alive connections included', async () => {
  const [one, two] = await Promise.all([startLocalPool(), startLocalPool()]);
  expect(one.endpoint).not.toBe(two.endpoint);
  const call = httpRequest(`${one.endpoint}/_local/messages`, { headers: { connection: 'keep-alive' } });
  const hungUp = new Promise<void>((resolve, reject) => {
    call.on('response', response => response.resume().on('end', resolve));
    call.on('error', reject);
  });
  call.end();
  await hungUp;
  const startedAt = performance.now();
  await one.close();
  // The connection would be kept for two minutes.
  expect(performance.now() - startedAt).toBeLessThan(60_000);
  await expect(fetch(one.jwksUri)).rejects.toThrow();
  expect((await fetch(two.jwksUri)).status).toBe(200);
  await two.close();
});

test('an address that is taken is named', async () => {
  const pool = await poolWith();
  const port = Number(new URL(pool.endpoint).port);
  await expect(startLocalPool({ port })).rejects.toThrow(`${pool.endpoint}: the port is in use`);
});
