import { InvalidOptionError } from 'portcullis/errors';
import { TenantVerifier, type TenantVerifierOptions, type TrustedPool } from 'portcullis/verify';
import { POOL, prepareAttacks, REFUSED_BY_BOTH, REFUSED_HERE } from '../helpers/attack-tokens.js';
import { accessClaims } from '../helpers/cognito-claims.js';
import { type JwksServer, type SigningKey, signingKey, startJwksServer } from '../helpers/jwks-server.js';
import { thrownBy } from '../helpers/thrown-by.js';

const seconds = Math.floor(Date.now() / 1000);
const poolId = (tenant: number | string) => `eu-west-1_Tenant${tenant}`;
const REFUSED = { code: 'INVALID_TOKEN', status: 401 };
const UNAVAILABLE = { code: 'VERIFICATION_UNAVAILABLE', status: 503 };

let key: SigningKey;
let server: JwksServer;
let now: number;
let asked: string[];
/** What `poolOf` answers, by the id of the pool. */
let pools: Map<string, TrustedPool<'access'>>;

const trusted = (tenant: number | string): TrustedPool<'access'> => ({
  userPoolId: poolId(tenant),
  endpoint: server.origin,
  clientId: 'app',
  tokenUse: 'access',
});
const issuerOf = (tenant: number | string) => `${server.origin}/${poolId(tenant)}`;
const tokenOf = (tenant: number | string, claims: object = {}) =>
  key.sign(accessClaims(issuerOf(tenant), { iat: seconds - 60, exp: seconds + 3_600, ...claims }));
const forged = (iss: unknown) => key.sign({ ...accessClaims('x', { exp: seconds + 3_600 }), iss });

const byIssuer: TenantVerifierOptions<'access'>['poolOf'] = async issuer => {
  asked.push(issuer);
  return issuer.startsWith(`${server.origin}/`)
    ? pools.get(issuer.slice(server.origin.length + 1))
    : undefined;
};
const tenantsWith = (options: Partial<TenantVerifierOptions<'access'>> = {}) =>
  new TenantVerifier<'access'>({ poolOf: byIssuer, ...options }, () => now);

beforeAll(async () => {
  key = await signingKey('one');
  server = await startJwksServer(key);
});
afterAll(() => server.close());
beforeEach(() => {
  now = 0;
  asked = [];
  server.requests.length = 0;
  server.publish(key);
  pools = new Map([1, 2, 3].map(tenant => [poolId(tenant), trusted(tenant)]));
});

describe('tenants by their issuer', () => {
  it('are looked up once, and each has its own keys and requirements', async () => {
    pools.set(poolId(2), { ...trusted(2), groups: ['admins'] });
    const tenants = tenantsWith();
    for (const _ of [1, 2, 3]) expect((await tenants.verify(await tokenOf(1))).username).toBe('ada');
    expect(await thrownBy(tenants.verify(await tokenOf(2)))).toMatchObject({ code: 'UNAUTHORIZED_GROUP' });
    await tenants.verify(await tokenOf(2, { 'cognito:groups': ['admins'] }));
    expect(asked).toEqual([issuerOf(1), issuerOf(2)]);
    expect(server.requests).toHaveLength(2);
  });

  it('that no one knows cause no fetch, whatever they are called', async () => {
    const tenants = tenantsWith({ fetch: () => Promise.reject(new Error('a fetch')) });
    for (const iss of [
      issuerOf(9),
      'https://evil.example/eu-west-1_Tenant1',
      `${server.origin}@evil.example/${poolId(1)}`,
      `${issuerOf(1)}/`,
      '__proto__',
      'http://169.254.169.254/latest',
      '',
    ])
      expect([iss, await thrownBy(tenants.verify(await forged(iss)))]).toEqual([
        iss,
        expect.objectContaining(REFUSED),
      ]);
    expect(asked).toHaveLength(7);
  });

  it('are not looked up for what is no token of Cognito’s', async () => {
    const tenants = tenantsWith();
    const other = await tokenOf(1);
    for (const token of ['x', 'a.b.c', await forged(7), await forged(undefined), `${other}.x`])
      expect(await thrownBy(tenants.verify(token))).toMatchObject(REFUSED);
    const named = await key.sign(accessClaims(issuerOf(1)), { jku: 'https://evil.example' });
    for (const token of [named, '']) await thrownBy(tenants.verify(token));
    expect(asked).toEqual([]);
  });

  it('do not lose their memory to issuers that anyone makes up, though the look-up believes them', async () => {
    const tenants = tenantsWith({
      poolOf: async issuer => pools.get(issuer.split('/').at(-1) ?? ''),
      maxTenants: 2,
    });
    await tenants.verify(await tokenOf(1));
    for (let i = 0; i < 5; i++)
      expect(
        await thrownBy(tenants.verify(await forged(`https://evil${i}.example/${poolId(1)}`))),
      ).toMatchObject(REFUSED);
    await tenants.verify(await tokenOf(1, { jti: 'another' }));
    expect(server.requests).toHaveLength(1);
  });

  it('are forgotten when there are too many, the least recently used first', async () => {
    for (let tenant = 0; tenant < 40; tenant++) pools.set(poolId(tenant), trusted(tenant));
    const tenants = tenantsWith({ maxTenants: 10 });
    for (let tenant = 0; tenant < 40; tenant++) {
      await tenants.verify(await tokenOf(tenant));
      await tenants.verify(await tokenOf(0, { jti: `with ${tenant}` }));
    }
    expect(asked).toHaveLength(40);
    for (const tenant of [0, 39, 32]) await tenants.verify(await tokenOf(tenant));
    expect(asked).toHaveLength(40);
    await tenants.verify(await tokenOf(5));
    expect(asked).toHaveLength(41);
  });

  it('share a look-up that is under way', async () => {
    const tenants = tenantsWith();
    const token = await tokenOf(1);
    await Promise.all(Array.from({ length: 50 }, () => tenants.verify(token)));
    expect(asked).toEqual([issuerOf(1)]);
    expect(server.requests).toHaveLength(1);
  });

  it('are looked up again after a while: changed, gone, and as they were', async () => {
    const tenants = tenantsWith({ cacheSeconds: 60 });
    for (const tenant of [1, 2, 3]) await tenants.verify(await tokenOf(tenant));
    pools.set(poolId(1), { ...trusted(1), clientId: 'other' });
    pools.delete(poolId(2));
    now = 59_999;
    for (const tenant of [1, 2, 3]) await tenants.verify(await tokenOf(tenant));
    now = 60_000;
    expect(await thrownBy(tenants.verify(await tokenOf(1)))).toMatchObject(REFUSED);
    expect(await thrownBy(tenants.verify(await tokenOf(2)))).toMatchObject(REFUSED);
    await tenants.verify(await tokenOf(3));
    expect(server.requests.map(path => path.split('/')[1])).toEqual([1, 2, 3, 1].map(poolId));
  });

  it('that are new work at once', async () => {
    const tenants = tenantsWith();
    const token = await tokenOf(7);
    expect(await thrownBy(tenants.verify(token))).toMatchObject(REFUSED);
    pools.set(poolId(7), trusted(7));
    expect((await tenants.verify(token)).username).toBe('ada');
  });

  it('are unavailable while the look-up fails or hangs, and only then', async () => {
    let answer: TenantVerifierOptions<'access'>['poolOf'] = () => Promise.reject(new Error('no database'));
    const tenants = tenantsWith({ poolOf: issuer => answer(issuer), timeoutMs: 50 });
    const token = await tokenOf(1);
    expect(await thrownBy(tenants.verify(token))).toMatchObject(UNAVAILABLE);
    answer = () => new Promise(() => {});
    expect(await thrownBy(tenants.verify(token))).toMatchObject({
      ...UNAVAILABLE,
      cause: { message: 'poolOf did not answer within 50 ms' },
    });
    answer = byIssuer;
    expect((await tenants.verify(token)).username).toBe('ada');
  });

  it('keep an outage of one pool’s keys to itself', async () => {
    const tenants = tenantsWith();
    await tenants.verify(await tokenOf(1));
    server.answer((_, response) => response.writeHead(500).end());
    expect(await thrownBy(tenants.verify(await tokenOf(2)))).toMatchObject({ code: 'KEYS_UNAVAILABLE' });
    await tenants.verify(await tokenOf(1, { jti: 'another' }));
  });
});

describe('tenants by a name of the application’s own', () => {
  const byName = () =>
    tenantsWith({
      poolOf: name => {
        asked.push(name);
        return pools.get(poolId(name));
      },
    });

  it('take their own tokens alone', async () => {
    const tenants = byName();
    const [one, two] = [tenants.of('1'), tenants.of('2')];
    const token = await tokenOf(1);
    expect(one.recall(token)).toBeUndefined();
    expect((await one.verify(token)).username).toBe('ada');
    expect(one.recall(token)?.username).toBe('ada');
    expect(two.recall(token)).toBeUndefined();
    for (const verifier of [two, tenants.of('9'), tenants.of('')])
      expect(await thrownBy(verifier.verify(token))).toMatchObject(REFUSED);
    expect(two.recall(token)).toBeUndefined();
    expect(server.requests).toEqual([`/${poolId(1)}/.well-known/jwks.json`]);
  });

  it('are not remembered for longer than they count', async () => {
    const tenant = byName().of('1');
    const token = await tokenOf(1);
    await tenant.verify(token);
    pools.clear();
    now = 300_000;
    expect(tenant.recall(token)).toBeUndefined();
    expect(await thrownBy(tenant.verify(token))).toMatchObject(REFUSED);
  });
});

it.each<[string, unknown]>([
  ['options.poolOf', {}],
  ['options.maxTenants', { poolOf: byIssuer, maxTenants: 0 }],
  ['options.cacheSeconds', { poolOf: byIssuer, cacheSeconds: -1 }],
  ['options.userPoolId', { poolOf: byIssuer, userPoolId: 'x' }],
])('names %s when it is wrong', (field, options) => {
  expect(() => new TenantVerifier(options as never)).toThrow(expect.objectContaining({ field }));
});

it('says what is wrong with the answer of a look-up', async () => {
  const tenants = tenantsWith({ poolOf: () => ({ ...trusted(1), clientId: undefined }) as never });
  expect(await thrownBy(tenants.verify(await tokenOf(1)))).toMatchObject({
    code: 'INVALID_OPTION',
    field: 'options.pools[0].clientId',
  });
});

it('does not start with keys in the environment, which would sign for every tenant', () => {
  process.env.COGNITO_JWKS = JSON.stringify({ keys: [key.publicJwk] });
  try {
    expect(() => tenantsWith()).toThrow(InvalidOptionError);
  } finally {
    delete process.env.COGNITO_JWKS;
  }
});

it('refuses the attack table at every tenant, and fetches nothing for it', async () => {
  const { jwks, genuine } = await prepareAttacks();
  const known = { userPoolId: POOL, clientId: 'app', tokenUse: 'access', jwks } as never;
  const fetch = () => Promise.reject(new Error('a fetch'));
  const tenants = tenantsWith({ poolOf: name => (name.endsWith(`/${POOL}`) ? known : undefined), fetch });
  const ours = tenants.of(`a/${POOL}`);
  await Promise.all([tenants.verify(genuine), ours.verify(genuine)]);
  for (const [name, make] of [...REFUSED_BY_BOTH, ...REFUSED_HERE]) {
    const token = await make();
    for (const verifier of [tenants, ours])
      expect([name, await thrownBy(verifier.verify(token))]).toEqual([
        name,
        expect.objectContaining({ code: expect.stringMatching(/^(INVALID_TOKEN|TOKEN_EXPIRED)$/) }),
      ]);
  }
});
