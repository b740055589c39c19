import type { ServerResponse } from 'node:http';
import { type Fetch, TokenVerifier, type TokenVerifierOptions } from 'portcullis/verify';
import {
  KEYS_COOLDOWN_MS,
  KEYS_FRESH_MS,
  KEYS_RETRY_MS,
  KEYS_USABLE_MS,
} from '../../src/verify/remote-keys.js';
import { accessClaims, ISSUED_AT } from '../helpers/cognito-claims.js';
import { type JwksServer, type SigningKey, signingKey, startJwksServer } from '../helpers/jwks-server.js';
import { thrownBy } from '../helpers/thrown-by.js';

const POOL = 'eu-west-1_AbCdEf123';
const JWKS_PATH = `/${POOL}/.well-known/jwks.json`;
let first: SigningKey;
let second: SigningKey;
let server: JwksServer;
let issuer: string;
let now: number;

beforeAll(async () => {
  [first, second] = await Promise.all([signingKey('first'), signingKey('second')]);
});
beforeEach(async () => {
  server = await startJwksServer(first);
  issuer = `${server.origin}/${POOL}`;
  now = ISSUED_AT;
});
afterEach(() => server.close());

const verifierOf = (options: Partial<TokenVerifierOptions> = {}) =>
  new TokenVerifier(
    {
      userPoolId: POOL,
      clientId: 'app',
      tokenUse: 'access',
      endpoint: server.origin,
      clock: () => now,
      ...options,
    },
    () => now - ISSUED_AT,
  );

/** A token that outlives everything here. */
const token = (key = first, claims: object = {}) =>
  key.sign(accessClaims(issuer, { exp: ISSUED_AT / 1000 + 1_000_000, ...claims }));
const unavailable = { code: 'KEYS_UNAVAILABLE', status: 503 };

describe('the published keys', () => {
  it('are fetched once for all who wait, and kept', async () => {
    const verifier = verifierOf();
    const tokens = await Promise.all(Array.from({ length: 20 }, (_, i) => token(first, { jti: `${i}` })));
    await Promise.all(tokens.map(each => verifier.verify(each)));
    await verifier.verify(await token());
    expect(server.requests).toEqual([JWKS_PATH]);
  });

  it('can be fetched before the first token comes', async () => {
    const verifier = verifierOf();
    await verifier.preload();
    await verifier.preload();
    await verifier.verify(await token());
    expect(server.requests).toHaveLength(1);
  });

  it('are fetched from the address given', async () => {
    await verifierOf({ jwksUri: `${server.origin}/elsewhere.json` }).verify(await token());
    expect(server.requests).toEqual(['/elsewhere.json']);
  });

  it('may be among others that cannot check RS256', async () => {
    const odd = [
      { kty: 'EC', kid: 'first' },
      { kty: 'oct', k: 'AAAA', kid: 'first' },
      null,
      7,
      { kty: 'RSA', kid: 'x' },
    ];
    const keys = [...odd, { ...first.publicJwk, use: 'enc', kid: 'enc' }, first.publicJwk];
    server.answer((_, response) => response.end(JSON.stringify({ keys })));
    const verifier = verifierOf();
    await verifier.verify(await token());
    expect(
      await thrownBy(verifier.verify(await first.sign(accessClaims(issuer), { kid: 'enc' }))),
    ).toMatchObject({
      mismatch: { claim: 'kid', actual: 'enc' },
    });
  });
});

describe('a clock that was wrong', () => {
  const YEARS = 4 * 365 * 86_400_000;

  it.each([YEARS, -YEARS])('by %i ms when keys were fetched does not keep old keys', async wrong => {
    let off = wrong;
    const verifier = verifierOf({ clock: () => now + off });
    await verifier.preload();
    off = 0;
    server.publish(second);
    now += KEYS_FRESH_MS;
    await verifier.preload();
    await verifier.verify(await token(second));
    expect(await thrownBy(verifier.verify(await token()))).toMatchObject({ mismatch: { claim: 'kid' } });
  });

  it('when the endpoint failed does not delay the next attempt', async () => {
    let off = YEARS;
    const verifier = verifierOf({ clock: () => now + off });
    server.answer((_, response) => response.writeHead(500).end());
    await thrownBy(verifier.preload());
    off = 0;
    server.publish(first);
    now += KEYS_RETRY_MS;
    await verifier.verify(await token());
  });
});

describe('a rotation', () => {
  it('is noticed with the first token of the new key', async () => {
    const verifier = verifierOf();
    await verifier.verify(await token());
    server.publish(first, second);
    await verifier.verify(await token(second));
    await verifier.verify(await token(first, { jti: 'another' }));
    expect(server.requests).toHaveLength(2);
  });

  it('ends the trust in a key that was withdrawn, also for remembered tokens', async () => {
    const verifier = verifierOf();
    const remembered = await token();
    await verifier.verify(remembered);
    server.publish(second);
    now += KEYS_FRESH_MS - 1;
    await verifier.verify(remembered);
    now += 1;
    // The first request begins the fetch, and does not wait for it.
    await verifier.verify(remembered);
    await verifier.preload();
    expect(await thrownBy(verifier.verify(remembered))).toMatchObject({
      mismatch: { claim: 'kid', actual: 'first' },
    });
  });

  it('replaces a key under the same name', async () => {
    const verifier = verifierOf();
    const remembered = await token();
    await verifier.verify(remembered);
    server.publish({ publicJwk: { ...second.publicJwk, kid: 'first' } });
    now += KEYS_FRESH_MS;
    await verifier.preload();
    expect(await thrownBy(verifier.verify(remembered))).toMatchObject({ code: 'INVALID_TOKEN' });
    await verifier.verify(await second.sign(accessClaims(issuer), { kid: 'first' }));
  });

  it('cannot be feigned to make us ask without end', async () => {
    const verifier = verifierOf();
    await verifier.verify(await token());
    const madeUp = () => first.sign(accessClaims(issuer), { kid: `made-up-${server.requests.length}` });
    for (let i = 0; i < 10; i++)
      expect(await thrownBy(verifier.verify(await madeUp()))).toMatchObject({ code: 'INVALID_TOKEN' });
    expect(server.requests).toHaveLength(2);
    now += KEYS_COOLDOWN_MS;
    server.publish(first, second);
    await verifier.verify(await token(second));
    expect(server.requests).toHaveLength(3);
  });

  it('costs one fetch when the very first key is unknown', async () => {
    expect(await thrownBy(verifierOf().verify(await token(second)))).toMatchObject({ code: 'INVALID_TOKEN' });
    expect(server.requests).toHaveLength(1);
  });
});

describe('an outage of the key endpoint', () => {
  const refuse = () => server.answer((_, response) => response.writeHead(500).end());

  it('signs nobody out for a day', async () => {
    const verifier = verifierOf();
    await verifier.verify(await token());
    refuse();
    for (const later of [KEYS_FRESH_MS, 3_600_000, KEYS_USABLE_MS - 3_600_000 - KEYS_FRESH_MS - 1]) {
      now += later;
      await verifier.verify(await token(first, { jti: `${now}` }));
      await verifier.preload();
    }
    now += 1;
    expect(await thrownBy(verifier.verify(await token()))).toMatchObject(unavailable);
  });

  it('is asked about at a limited rate', async () => {
    const verifier = verifierOf();
    await verifier.verify(await token());
    refuse();
    now += KEYS_FRESH_MS;
    await verifier.preload();
    for (let i = 0; i < 10; i++) await verifier.verify(await token(first, { jti: `${i}` }));
    expect(server.requests).toHaveLength(2);
    now += KEYS_COOLDOWN_MS;
    await verifier.verify(await token());
    await verifier.preload();
    expect(server.requests).toHaveLength(3);
  });

  it('does not call a new key wrong: nobody can tell', async () => {
    const verifier = verifierOf();
    await verifier.verify(await token());
    refuse();
    expect(await thrownBy(verifier.verify(await token(second)))).toMatchObject(unavailable);
    server.publish(first, second);
    now += KEYS_COOLDOWN_MS;
    await verifier.verify(await token(second));
  });

  it('at the start is over a second after the endpoint is back', async () => {
    refuse();
    const verifier = verifierOf();
    for (let i = 0; i < 5; i++)
      expect(await thrownBy(verifier.verify(await token()))).toMatchObject(unavailable);
    expect(server.requests).toHaveLength(1);
    server.publish(first);
    now += KEYS_RETRY_MS;
    await verifier.verify(await token());
  });

  it('that hangs costs no request anything', async () => {
    const verifier = verifierOf({ timeoutMs: 600_000 });
    await verifier.verify(await token());
    const asked = new Promise<void>(resolve => server.answer(() => resolve()));
    for (const later of [KEYS_FRESH_MS, KEYS_COOLDOWN_MS, 3_600_000]) {
      now += later;
      await verifier.verify(await token(first, { jti: `${now}` }));
    }
    await asked;
  });

  it('that hangs in a way that no timer ends is asked again', async () => {
    let isStuck = false;
    const stuck: Fetch = (...given) => (isStuck ? new Promise<never>(() => {}) : fetch(...given));
    const verifier = verifierOf({ timeoutMs: 600_000, fetch: stuck });
    await verifier.verify(await token());
    isStuck = true;
    now += KEYS_FRESH_MS;
    await verifier.verify(await token());
    isStuck = false;
    server.publish(second);
    now += 2 * 600_000;
    await verifier.preload();
    await verifier.verify(await token(second));
  });

  it('concerns the tokens of its own pool alone', async () => {
    const other = await startJwksServer(second);
    const common = { clientId: 'app', tokenUse: 'access' } as const;
    const verifier = new TokenVerifier(
      {
        pools: [
          { ...common, userPoolId: POOL, endpoint: server.origin },
          { ...common, userPoolId: 'eu-west-1_Other', endpoint: other.origin },
        ],
        clock: () => now,
      },
      () => now,
    );
    refuse();
    const failed = { ...unavailable, jwksUri: server.origin + JWKS_PATH };
    expect(await thrownBy(verifier.preload())).toMatchObject(failed);
    await verifier.verify(await second.sign(accessClaims(`${other.origin}/eu-west-1_Other`)));
    expect(await thrownBy(verifier.verify(await token()))).toMatchObject(failed);
    now += KEYS_RETRY_MS;
    server.publish(first);
    await verifier.preload();
    await verifier.verify(await token());
    expect(other.requests).toHaveLength(1);
    await other.close();
  });

  it('fails a preload', async () => {
    refuse();
    expect(await thrownBy(verifierOf().preload())).toMatchObject({
      ...unavailable,
      jwksUri: issuer + JWKS_PATH.slice(POOL.length + 1),
    });
  });
});

describe('what comes back instead of keys', () => {
  const html = (response: ServerResponse) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Sign in to the hotel network</h1>');

  it.each<[string, (response: ServerResponse) => unknown, RegExp]>([
    ['a missing page', response => response.writeHead(404).end('not here'), /status 404/],
    [
      'a redirect',
      response => response.writeHead(302, { location: 'http://evil.example/' }).end(),
      /status 302/,
    ],
    ['a web page', html, /\(text\/html\) that are not a JSON Web Key Set/],
    ['broken JSON', response => response.end('{"keys":['), /not a JSON Web Key Set/],
    ['other JSON', response => response.end('null'), /not a JSON Web Key Set/],
    ['an empty answer', response => response.end(), /0 characters/],
    [
      'a key set without a usable key',
      response => response.end('{"keys":[{"kty":"EC"}]}'),
      /with an RS256 key/,
    ],
    ['a broken connection', response => response.destroy(), /could not be fetched/],
  ])('such as %s is named, with the address', async (_, answer, problem) => {
    server.answer((_request, response) => answer(response));
    const error = await thrownBy(verifierOf().verify(await token()));
    expect(error).toMatchObject({ ...unavailable, message: expect.stringMatching(problem) });
    expect((error as Error).message).toContain(server.origin + JWKS_PATH);
  });

  it('is named when no server is there', async () => {
    const verifier = verifierOf();
    await server.close();
    expect(await thrownBy(verifier.verify(await token()))).toMatchObject({
      ...unavailable,
      message: expect.stringMatching(/could not be fetched: ECONNREFUSED/),
    });
  });

  it('is waited for no longer than timeoutMs', async () => {
    server.answer(() => {});
    expect(await thrownBy(verifierOf({ timeoutMs: 20 }).verify(await token()))).toMatchObject({
      ...unavailable,
      message: expect.stringContaining('within 20 ms'),
    });
  });

  it('is waited for no longer than that where fetch heeds no signal', async () => {
    const verifier = verifierOf({ timeoutMs: 20, fetch: () => new Promise(() => {}) });
    expect(await thrownBy(verifier.verify(await token()))).toMatchObject(unavailable);
  });

  it('is read no further than keys can be long', async () => {
    const sent = new Promise<void>(closed => {
      server.answer((_, response) => {
        response.on('close', closed);
        const more = (): void => {
          if (response.destroyed) return;
          response.write('x'.repeat(65_536));
          setImmediate(more);
        };
        more();
      });
    });
    expect(await thrownBy(verifierOf().verify(await token()))).toMatchObject({
      ...unavailable,
      message: expect.stringContaining('longer than 65536 bytes'),
    });
    await sent;
  });

  it('is refused when its keys are too short to be safe', async () => {
    const short = { ...first.publicJwk, n: (first.publicJwk.n as string).slice(0, 171) };
    server.publish({ publicJwk: short });
    expect(await thrownBy(verifierOf().verify(await token()))).toMatchObject(unavailable);
  });
});

describe('giving up', () => {
  it('ends one wait with its own reason and leaves the others waiting', async () => {
    let held: ServerResponse | undefined;
    const asked = new Promise<void>(resolve => {
      server.answer((_, response) => {
        held = response;
        resolve();
      });
    });
    const verifier = verifierOf();
    const controller = new AbortController();
    const given = await token();
    const impatient = thrownBy(verifier.verify(given, { signal: controller.signal }));
    const patient = verifier.verify(given);
    await asked;
    const reason = new Error('the request was closed');
    controller.abort(reason);
    expect(await impatient).toBe(reason);
    held?.end(JSON.stringify({ keys: [first.publicJwk] }));
    expect(await patient).toMatchObject({ username: 'ada' });
    expect(await thrownBy(verifier.verify(given, { signal: controller.signal }))).toBe(reason);
  });
});

describe('keys that are given', () => {
  const jwks = () => ({ keys: [first.publicJwk] });

  it('are used without asking anybody', async () => {
    const verifier = verifierOf({ jwks: jwks() });
    await verifier.preload();
    await verifier.verify(await token());
    expect(await thrownBy(verifier.verify(await token(second)))).toMatchObject({
      mismatch: { claim: 'kid' },
    });
    expect(server.requests).toEqual([]);
  });

  it('may come from COGNITO_JWKS', async () => {
    process.env.COGNITO_JWKS = JSON.stringify(jwks());
    const verifier = verifierOf();
    delete process.env.COGNITO_JWKS;
    await verifier.verify(await token());
    server.publish(first, second);
    expect(await thrownBy(verifier.verify(await token(second)))).toMatchObject({ code: 'INVALID_TOKEN' });
    expect(server.requests).toEqual([]);
  });
});

describe("the second form of an AWS pool's issuer", () => {
  const usual = `https://cognito-idp.eu-west-1.amazonaws.com/${POOL}`;
  const other = `https://issuer-cognito-idp.eu-west-1.amazonaws.com/${POOL}`;
  /** AWS, as seen through the local server. */
  const viaServer = (address: string, init: RequestInit) =>
    fetch(`${server.origin}/${new URL(address).hostname}`, init);
  const verifier = () =>
    new TokenVerifier({
      userPoolId: POOL,
      clientId: 'app',
      tokenUse: 'access',
      clock: () => now,
      fetch: viaServer,
    });

  it('is trusted where the pool has opted in', async () => {
    await verifier().verify(await first.sign(accessClaims(other)));
    expect(server.requests).toEqual(['/issuer-cognito-idp.eu-west-1.amazonaws.com']);
  });

  it('stops nothing where the pool has not', async () => {
    server.answer((request, response) => {
      if (request.url?.startsWith('/issuer-')) return response.writeHead(403).end();
      return response.end(JSON.stringify({ keys: [first.publicJwk] }));
    });
    const either = verifier();
    await either.preload();
    expect(server.requests).toEqual(['/cognito-idp.eu-west-1.amazonaws.com']);
    expect(await thrownBy(either.verify(await first.sign(accessClaims(other))))).toMatchObject(unavailable);
    await either.verify(await first.sign(accessClaims(usual)));
  });
});
