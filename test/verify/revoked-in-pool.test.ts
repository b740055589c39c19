import type { ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import type { Cognito } from 'portcullis';
import { InvalidOptionError } from 'portcullis/errors';
import { createGuard } from 'portcullis/http';
import type { LocalPool } from 'portcullis/local';
import { type Revocation, revokedInPool, TokenVerifier } from 'portcullis/verify';
import { usersOf } from '../helpers/managers.js';
import { closeAfterEach } from '../helpers/pool.js';
import { proxyTo } from '../helpers/proxy.js';
import { poolOfAda, REVOKED, signedIn, verifierAsking } from '../helpers/revocation.js';
import { thrownBy } from '../helpers/thrown-by.js';
import { listening, type Served } from '../http/listening.js';

closeAfterEach();

let now: number;
beforeEach(() => {
  now = Date.now();
});

const verifierOf = (pool: LocalPool, revocation: Revocation) => verifierAsking(pool, revocation, () => now);

const open: Served[] = [];
afterEach(() => Promise.all(open.splice(0).map(server => server.close())));

/** The address of something that answers in the pool's place. */
async function serverThat(answer: (response: ServerResponse, body: string) => unknown): Promise<string> {
  const server = await listening(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    answer(response, body);
  });
  open.push(server);
  return server.origin;
}

describe('asked of the pool, a token', () => {
  it('counts while its session does', async () => {
    const pool = await poolOfAda();
    const { accessToken } = await signedIn(pool);
    expect(await verifierOf(pool, revokedInPool()).verify(accessToken)).toMatchObject({ username: 'ada' });
  });

  it.each<[string, (pool: LocalPool, cognito: Cognito) => Promise<unknown>]>([
    ['signed out everywhere', (_, cognito) => cognito.logout()],
    ['revoked the refresh token', (_, cognito) => cognito.revoke()],
    ['was disabled', pool => usersOf(pool).disable('ada')],
    ['was deleted', pool => usersOf(pool).delete('ada')],
    ['was signed out by an administrator', pool => usersOf(pool).globalSignOut('ada')],
  ])('is refused once its user %s', async (_, end) => {
    const pool = await poolOfAda();
    const verifier = verifierOf(pool, revokedInPool());
    const { cognito, accessToken } = await signedIn(pool);
    await verifier.verify(accessToken);
    await end(pool, cognito);
    expect(await thrownBy(verifier.verify(accessToken))).toMatchObject(REVOKED);
  });

  it.each(['UserNotFoundException', 'UserNotConfirmedException', 'PasswordResetRequiredException'])(
    'is refused when the pool answers %s',
    async exception => {
      const pool = await poolOfAda();
      const network = await proxyTo(pool, () => ({ status: 400, exception }));
      const { accessToken } = await pool.tokensFor('ada');
      const verifier = verifierOf(pool, revokedInPool({ endpoint: network.through.endpoint }));
      expect(await thrownBy(verifier.verify(accessToken))).toMatchObject(REVOKED);
      network.close();
    },
  );

  it('of another session stays good after RevokeToken', async () => {
    const pool = await poolOfAda();
    const verifier = verifierOf(pool, revokedInPool());
    const [one, other] = [await signedIn(pool), await signedIn(pool)];
    await one.cognito.revoke();
    await verifier.verify(other.accessToken);
  });

  it('is asked about once in the stated time', async () => {
    const pool = await poolOfAda();
    const network = await proxyTo(pool);
    const { endpoint } = network.through;
    const verifier = verifierOf(pool, revokedInPool({ endpoint, cacheSeconds: 60 }));
    const { cognito, accessToken } = await signedIn(pool);
    await Promise.all(Array.from({ length: 20 }, () => verifier.verify(accessToken)));
    await cognito.logout();
    now += 59_999;
    await verifier.verify(accessToken);
    expect(network.counts).toEqual({ GetUser: 1 });
    now += 1;
    expect(await thrownBy(verifier.verify(accessToken))).toMatchObject(REVOKED);
    expect(network.counts).toEqual({ GetUser: 2 });
    network.close();
  });

  it('without the scope that Cognito asks for is refused unasked', async () => {
    const { isRevoked } = revokedInPool({ endpoint: 'http://127.0.0.1:9' });
    const machine = { scopes: ['invoices/read'], claims: { token_use: 'access', scope: 'invoices/read' } };
    expect(await thrownBy(Promise.resolve(isRevoked(machine as never, 'token')))).toMatchObject({
      code: 'INVALID_TOKEN',
      mismatch: { claim: 'scope', expected: 'aws.cognito.signin.user.admin', actual: 'invoices/read' },
    });
  });
});

describe('while the pool does not say, nobody is let in and a guard answers 503', () => {
  const check = async (pool: LocalPool, revocation: Revocation, token: string) => {
    const verifier = verifierOf(pool, revocation);
    const guard = createGuard({ verifier });
    const error = await thrownBy(guard({ headers: { authorization: `Bearer ${token}` } }));
    expect(guard.answerTo(error, { headers: {} })).toMatchObject({ status: 503 });
    expect(inspect(error, { depth: 9 })).not.toContain(token);
    return thrownBy(verifier.verify(token));
  };

  it.each([
    ['TooManyRequestsException', 400, 'TOO_MANY_REQUESTS'],
    ['InternalErrorException', 500, 'SERVICE_FAILURE'],
    ['com.amazonaws.cognito#ForbiddenException', 403, 'FORBIDDEN'],
    ['ResourceNotFoundException', 400, 'RESOURCE_NOT_FOUND'],
  ])('as with %s', async (exception, status, code) => {
    const pool = await poolOfAda();
    const network = await proxyTo(pool, () => ({ status, exception }));
    const { accessToken } = await pool.tokensFor('ada');
    const { endpoint } = network.through;
    expect(await check(pool, revokedInPool({ endpoint }), accessToken)).toMatchObject({ code });
    network.close();
  });

  it('as when no server is there', async () => {
    const pool = await poolOfAda();
    const { accessToken } = await pool.tokensFor('ada');
    const endpoint = 'http://127.0.0.1:2';
    expect(await check(pool, revokedInPool({ endpoint }), accessToken)).toMatchObject({
      code: 'CONNECTION_FAILED',
      message: `cannot reach ${endpoint} (ECONNREFUSED)`,
    });
  });

  it.each<[string, (response: ServerResponse, body: string) => unknown, object]>([
    ['a web page', response => response.end('<h1>Sign in</h1>'), { code: 'UNREADABLE_ANSWER' }],
    ['other JSON', response => response.end('{"ok":true}'), { code: 'UNREADABLE_ANSWER' }],
    ['null', response => response.end('null'), { code: 'UNREADABLE_ANSWER' }],
    [
      'a redirect',
      response => response.writeHead(302, { location: 'http://evil.example/' }).end(),
      { code: 'UNREADABLE_ANSWER' },
    ],
    [
      'words that repeat the token',
      (response, body) => response.writeHead(400).end(`{"__type":"Odd","message":${JSON.stringify(body)}}`),
      { code: 'UNKNOWN', message: expect.stringContaining('[redacted]') },
    ],
  ])('as with %s in its place', async (_, answer, expected) => {
    const pool = await poolOfAda();
    const endpoint = await serverThat(answer);
    const { accessToken } = await pool.tokensFor('ada');
    expect(await check(pool, revokedInPool({ endpoint }), accessToken)).toMatchObject(expected);
  });

  it('as when it takes too long', async () => {
    const pool = await poolOfAda();
    const endpoint = await serverThat(() => {});
    const { accessToken } = await pool.tokensFor('ada');
    expect(await check(pool, revokedInPool({ endpoint, timeoutMs: 20 }), accessToken)).toMatchObject({
      code: 'TIMED_OUT',
      message: `${endpoint} did not answer within 20 ms`,
    });
  });
});

describe('the address to ask', () => {
  it.each([
    ['https://cognito-idp.eu-west-1.amazonaws.com/p', 'https://cognito-idp.eu-west-1.amazonaws.com/'],
    ['https://issuer-cognito-idp.eu-west-1.amazonaws.com/p', 'https://cognito-idp.eu-west-1.amazonaws.com/'],
    ['https://cognito-idp.cn-north-1.amazonaws.com.cn/p', 'https://cognito-idp.cn-north-1.amazonaws.com.cn/'],
  ])('of a token from %s is %s', async (iss, address) => {
    const asked = jest
      .spyOn(globalThis, 'fetch')
      .mockImplementation(async () => Response.json({ Username: 'ada' }));
    const principal = { scopes: ['aws.cognito.signin.user.admin'], claims: { token_use: 'access', iss } };
    expect(await revokedInPool().isRevoked(principal as never, 'token')).toBe(false);
    expect(new URL(String(asked.mock.calls[0]?.[0])).href).toBe(address);
    asked.mockRestore();
  });
});

describe('a verifier that lets in tokens which the pool cannot be asked about', () => {
  const pool = { userPoolId: 'eu-west-1_AbCdEf123', clientId: 'app' };

  it.each([
    ['id tokens', { ...pool, tokenUse: 'id' }],
    ['tokens of either kind', { ...pool, tokenUse: null }],
    [
      'the id tokens of one of several pools',
      {
        pools: [
          { ...pool, tokenUse: 'access' },
          { ...pool, userPoolId: 'eu-west-1_Other', tokenUse: 'id' },
        ],
      },
    ],
  ])('such as %s is refused at once', (_, options) => {
    const make = () => new TokenVerifier({ ...options, revocation: revokedInPool() } as never);
    expect(make).toThrow(InvalidOptionError);
    expect(make).toThrow(/^options\.revocation can be asked about access tokens alone.*set its tokenUse/);
  });
});
