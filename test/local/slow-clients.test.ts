import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { LocalPool } from 'portcullis/local';
import { startSeededPool } from '../../src/local/start.js';
import { ada, closeAfterEach, PASSWORD, poolWith } from '../helpers/pool.js';
import { sdkFor } from '../helpers/sdk.js';

closeAfterEach();

const passwords = { clientId: 'app', ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH' as const] };
const signIn = (pool: LocalPool) =>
  sdkFor(pool).initiateAuth({
    ClientId: 'app',
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'ada', PASSWORD },
  });

function openTo({ endpoint }: LocalPool): Socket {
  const { hostname, port } = new URL(endpoint);
  return connect({ host: hostname, port: Number(port) }).setNoDelay(true);
}

const REQUEST =
  'POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Amz-Target: AWSCognitoIdentityProviderService.GetUser\r\nContent-Length: 19\r\n\r\n{"AccessToken":"x"}';

test('a request that comes byte by byte is answered, and others are meanwhile', async () => {
  const pool = await poolWith({ clients: [passwords], users: [ada] });
  const slow = openTo(pool);
  let answer = '';
  slow.on('data', chunk => {
    answer += chunk;
  });
  for (const [i, byte] of [...REQUEST].entries()) {
    await new Promise(written => slow.write(byte, written));
    if (i === 20 || i === REQUEST.length - 5)
      expect(await signIn(pool)).toHaveProperty('AuthenticationResult');
  }
  await once(slow, 'close');
  expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request.*Invalid Access Token"}$/s);
});

test.each([
  ['headers', REQUEST.slice(0, 60)],
  ['a body', REQUEST.slice(0, -5)],
])('a request that stops within %s is told that its time is over', async (_, begun) => {
  const pool = await startSeededPool({ requestTimeoutMs: 100 }, 'seed');
  try {
    const stuck = openTo(pool);
    let answer = '';
    stuck.on('data', chunk => {
      answer += chunk;
    });
    stuck.write(begun);
    await once(stuck, 'close');
    expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout/);
  } finally {
    await pool.close();
  }
});

test('bodies of ten megabytes are refused, and sign-ins go on beside them', async () => {
  const pool = await poolWith({ clients: [passwords], users: [ada] });
  const body = 'x'.repeat(10_000_000);
  const large = () => fetch(pool.endpoint, { method: 'POST', body });
  const [signedIn, ...answers] = await Promise.all([signIn(pool), large(), large(), large()]);
  expect(signedIn).toHaveProperty('AuthenticationResult');
  expect(answers.map(({ status }) => status)).toEqual([413, 413, 413]);
});

test('hundreds of requests at once are all answered', async () => {
  const pool = await poolWith({ clients: [passwords], users: [ada] });
  const answers = await Promise.all(Array.from({ length: 300 }, () => fetch(pool.jwksUri)));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(300);
});

test('a client may think for two minutes between two requests of one connection', async () => {
  const { headers } = await fetch((await poolWith()).jwksUri);
  expect(headers.get('keep-alive')).toBe('timeout=120');
});
