import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import { TokenVerifier } from 'portcullis/verify';
import * as v from 'valibot';
import { accessClaims, ISSUED_AT, idClaims } from '../helpers/cognito-claims.js';
import { type JwksServer, type SigningKey, signingKey, startJwksServer } from '../helpers/jwks-server.js';
import { thrownBy } from '../helpers/thrown-by.js';

const POOL = 'eu-west-1_AbCdEf123';
let server: JwksServer;
let key: SigningKey;
let issuer: string;
let now = ISSUED_AT;

beforeAll(async () => {
  key = await signingKey('one');
  server = await startJwksServer(key);
  issuer = `${server.origin}/${POOL}`;
});
afterAll(() => server.close());
beforeEach(() => {
  now = ISSUED_AT + 60_000;
});

const base = () => ({ userPoolId: POOL, clientId: 'app', endpoint: server.origin, clock: () => now });
const access = (claims?: object) => key.sign(accessClaims(issuer, claims));
const id = (claims?: object) => key.sign(idClaims(issuer, claims));

describe('a genuine token', () => {
  it('gives the principal that an access token speaks for', async () => {
    const verifier = new TokenVerifier({ ...base(), tokenUse: 'access' });
    const claims = { 'cognito:groups': ['admins', 'staff'], scope: 'openid reports/read' };
    const principal = await verifier.verify(await access(claims));
    expect(principal).toEqual({
      sub: '6f1c2c8e-1111-4222-8333-444455556666',
      username: 'ada',
      groups: ['admins', 'staff'],
      scopes: ['openid', 'reports/read'],
      tokenUse: 'access',
      issuedAt: new Date(ISSUED_AT),
      expiresAt: new Date(ISSUED_AT + 3_600_000),
      authTime: new Date(ISSUED_AT),
      claims: accessClaims(issuer, claims),
    });
  });

  it('gives the principal that an id token speaks for, with its Gates role', async () => {
    const verifier = new TokenVerifier({ ...base(), tokenUse: 'id' });
    const principal = await verifier.verify(await id({ 'custom:general_role': 'CLIENT_ADMIN' }));
    expect(principal).toMatchObject({
      username: 'ada',
      role: 'CLIENT_ADMIN',
      email: 'ada@example.com',
      name: 'Ada Lovelace',
      groups: [],
      scopes: [],
      tokenUse: 'id',
    });
    expect(principal.claims.aud).toBe('app');
  });

  it("names a machine by its sub, because a machine's token names no user", async () => {
    const verifier = new TokenVerifier({ ...base(), tokenUse: 'access' });
    const { username } = await verifier.verify(await access({ sub: 'app', username: undefined }));
    expect(username).toBe('app');
  });

  it('cannot be changed by whoever received it, however deep', async () => {
    const verifier = new TokenVerifier({ ...base(), tokenUse: 'id' });
    const principal = await verifier.verify(
      await id({ 'cognito:groups': ['staff'], identities: [{ userId: '1' }] }),
    );
    const attempts = [
      () => Object.assign(principal, { sub: 'eve' }),
      () => (principal.groups as string[]).push('admins'),
      () => Object.assign(principal.claims, { aud: 'other' }),
      () =>
        Object.assign((principal.claims as unknown as { identities: object[] }).identities[0]!, {
          userId: '2',
        }),
    ];
    for (const attempt of attempts) expect(attempt).toThrow(TypeError);
  });

  it('may be of either kind and of any client where null says so', async () => {
    const verifier = new TokenVerifier({ ...base(), clientId: null, tokenUse: null });
    expect(await verifier.verify(await access({ client_id: 'other' }))).toMatchObject({ tokenUse: 'access' });
    expect(await verifier.verify(await id({ aud: 'other' }))).toMatchObject({ tokenUse: 'id' });
  });

  it('may be of any of several clients', async () => {
    const verifier = new TokenVerifier({ ...base(), clientId: ['web', 'app'], tokenUse: 'access' });
    await verifier.verify(await access());
    await verifier.verify(await access({ client_id: 'web' }));
    expect(await thrownBy(verifier.verify(await access({ client_id: 'other' })))).toMatchObject({
      code: 'INVALID_TOKEN',
      mismatch: { claim: 'client_id', expected: ['web', 'app'], actual: 'other' },
    });
  });
});

describe('requirements', () => {
  it('are satisfied by any one group and any one scope', async () => {
    const verifier = new TokenVerifier({
      ...base(),
      tokenUse: 'access',
      groups: ['admins', 'staff'],
      scopes: ['a', 'b'],
    });
    await verifier.verify(await access({ 'cognito:groups': ['staff'], scope: 'b c' }));
  });

  it('may be one name', async () => {
    const verifier = new TokenVerifier({ ...base(), tokenUse: 'access', groups: 'staff' });
    const token = await access({ 'cognito:groups': ['staff'], scope: 'b c' });
    await verifier.verify(token, { scopes: 'b' });
    expect(await thrownBy(verifier.verify(token, { groups: 'admins' }))).toMatchObject({
      requiredGroups: ['admins'],
    });
  });

  it('say which groups, with status 403, would have been enough', async () => {
    const verifier = new TokenVerifier({ ...base(), tokenUse: 'access', groups: ['admins'] });
    for (const groups of [undefined, [], ['staff'], ['admin'], ['ADMINS']])
      expect(await thrownBy(verifier.verify(await access({ 'cognito:groups': groups })))).toMatchObject({
        code: 'UNAUTHORIZED_GROUP',
        status: 403,
        requiredGroups: ['admins'],
      });
  });

  it('say which scopes would have been enough', async () => {
    const verifier = new TokenVerifier({ ...base(), tokenUse: 'access', scopes: ['reports/write'] });
    for (const scope of [undefined, '', 'reports/read', 'reports/writeall'])
      expect(await thrownBy(verifier.verify(await access({ scope })))).toMatchObject({
        code: 'UNAUTHORIZED_SCOPE',
        status: 403,
        requiredScopes: ['reports/write'],
      });
  });

  it('of one call come on top of those of the verifier, also for a token that is remembered', async () => {
    const verifier = new TokenVerifier({ ...base(), tokenUse: null, groups: ['staff'] });
    const token = await access({ 'cognito:groups': ['staff', 'editors'] });
    await verifier.verify(token, { groups: ['editors'], tokenUse: 'access' });
    expect(await thrownBy(verifier.verify(token, { groups: ['admins'] }))).toMatchObject({
      code: 'UNAUTHORIZED_GROUP',
    });
    expect(await thrownBy(verifier.verify(token, { scopes: ['openid'] }))).toMatchObject({
      code: 'UNAUTHORIZED_SCOPE',
    });
    expect(await thrownBy(verifier.verify(token, { tokenUse: 'id' }))).toMatchObject({
      mismatch: { claim: 'token_use', expected: 'id', actual: 'access' },
    });
  });
});

describe('the times of a token', () => {
  const verifier = (clockToleranceSeconds?: number) =>
    new TokenVerifier({ ...base(), tokenUse: 'access', clockToleranceSeconds });

  it('end it to the millisecond, also while it is remembered', async () => {
    const once = verifier();
    const token = await access();
    now = ISSUED_AT + 3_600_000 - 1;
    await once.verify(token);
    now += 1;
    expect(await thrownBy(once.verify(token))).toMatchObject({
      code: 'TOKEN_EXPIRED',
      status: 401,
      expiredAt: new Date(ISSUED_AT + 3_600_000),
    });
  });

  it('end it later by the tolerance', async () => {
    now = ISSUED_AT + 3_600_000 + 4_999;
    await verifier(5).verify(await access());
    now += 1;
    expect(await thrownBy(verifier(5).verify(await access()))).toMatchObject({ code: 'TOKEN_EXPIRED' });
  });

  it('may not begin in the future', async () => {
    const soon = now / 1000 + 10;
    expect(await thrownBy(verifier().verify(await access({ nbf: soon })))).toMatchObject({
      mismatch: { claim: 'nbf', actual: soon },
    });
    await verifier(10).verify(await access({ nbf: soon }));
    await verifier().verify(await access({ nbf: now / 1000 }));
  });

  it('may have been issued up to half a minute ahead, because no two clocks agree', async () => {
    await verifier().verify(await access({ iat: now / 1000 + 30 }));
    expect(await thrownBy(verifier().verify(await access({ iat: now / 1000 + 31 })))).toMatchObject({
      code: 'INVALID_TOKEN',
      mismatch: { claim: 'iat' },
    });
    await verifier(60).verify(await access({ iat: now / 1000 + 60 }));
  });
});

describe('an id token that came with an access token', () => {
  const verifier = () => new TokenVerifier({ ...base(), tokenUse: 'id' });
  const half = (text: string) =>
    createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url');

  it('must have been issued with it where it says so', async () => {
    const accessToken = await access();
    const token = await id({ at_hash: half(accessToken) });
    await verifier().verify(token, { accessToken });
    expect(await thrownBy(verifier().verify(token, { accessToken: `${accessToken}x` }))).toMatchObject({
      mismatch: { claim: 'at_hash' },
    });
    for (const at_hash of ['', null, 1, [half(accessToken)]])
      expect(await thrownBy(verifier().verify(await id({ at_hash }), { accessToken }))).toMatchObject({
        mismatch: { claim: 'at_hash' },
      });
  });

  it('need not say so, as those from the API never do', async () => {
    await verifier().verify(await id(), { accessToken: await access() });
  });
});

describe('what is no token at all', () => {
  const verifier = () => new TokenVerifier({ ...base(), tokenUse: 'access' });

  it('is told apart when nothing was given', async () => {
    for (const nothing of ['', undefined, null])
      expect(await thrownBy(verifier().verify(nothing as string))).toMatchObject({
        code: 'MISSING_AUTHORIZATION',
        status: 401,
      });
  });

  it('is refused when it is not a string', async () => {
    for (const value of [1, {}, [await access()], Buffer.from('x'), Symbol('x')])
      expect(await thrownBy(verifier().verify(value as unknown as string))).toMatchObject({
        code: 'INVALID_TOKEN',
      });
  });

  it('is nowhere in the error', async () => {
    const token = await access({ client_id: 'other' });
    const [header, payload, signature] = token.split('.') as [string, string, string];
    const bad = [
      token,
      `${header}.${payload}.AAAA`,
      `${header}.${payload}x.${signature}`,
      `${token}.x`,
      `Bearer ${token}`,
    ];
    for (const wrong of bad) {
      const error = await thrownBy(verifier().verify(wrong));
      expect(error).toMatchObject({ code: 'INVALID_TOKEN' });
      const shown = inspect(error, { depth: 9 }) + JSON.stringify(error);
      for (const secret of [payload, signature]) expect(shown).not.toContain(secret);
    }
  });
});

describe('several pools in one verifier', () => {
  it('are told apart by the issuer, each with its own keys, clients and kind', async () => {
    const others = await signingKey('two');
    const other = await startJwksServer(others);
    const verifier = new TokenVerifier({
      clock: () => now,
      pools: [
        { userPoolId: POOL, clientId: 'app', tokenUse: 'access', endpoint: server.origin },
        { userPoolId: 'eu-west-1_Other', clientId: 'web', tokenUse: 'id', endpoint: other.origin },
      ],
    });
    const otherIssuer = `${other.origin}/eu-west-1_Other`;
    await verifier.verify(await access());
    await verifier.verify(await others.sign(idClaims(otherIssuer, { aud: 'web' })));
    expect(await thrownBy(verifier.verify(await others.sign(idClaims(otherIssuer))))).toMatchObject({
      mismatch: { claim: 'aud', actual: 'app' },
    });
    expect(await thrownBy(verifier.verify(await others.sign(accessClaims(issuer))))).toMatchObject({
      mismatch: { claim: 'kid', actual: 'two' },
    });
    expect(
      await thrownBy(verifier.verify(await others.sign(accessClaims('https://evil.example')))),
    ).toMatchObject({
      mismatch: { claim: 'iss', expected: [issuer, otherIssuer], actual: 'https://evil.example' },
    });
    await other.close();
  });
});

describe("the application's own claims", () => {
  const claimsSchema = v.object({ 'custom:tenant': v.pipe(v.string(), v.transform(Number)) });

  it('are checked and typed by a schema, once for each token', async () => {
    let validations = 0;
    const counting = v.pipe(
      claimsSchema,
      v.check(() => ++validations > 0),
    );
    const verifier = new TokenVerifier({ ...base(), tokenUse: 'id', claimsSchema: counting });
    const token = await id({ 'custom:tenant': '42' });
    for (let i = 0; i < 3; i++) {
      const { claims } = await verifier.verify(token);
      expect(claims['custom:tenant']).toBe(42);
      expect(claims.email).toBe('ada@example.com');
    }
    expect(validations).toBe(1);
  });

  it('can be typed without a schema, and the kind asked for narrows the rest', async () => {
    const verifier = new TokenVerifier<'access' | 'id', { 'custom:tenant': string }>({
      ...base(),
      tokenUse: null,
    });
    const { claims } = await verifier.verify(await id({ 'custom:tenant': '42' }), { tokenUse: 'id' });
    const [tenant, audience]: [string, string] = [claims['custom:tenant'], claims.aud];
    expect([tenant, audience]).toEqual(['42', 'app']);
  });

  it('refuse the token where they are wrong', async () => {
    const verifier = new TokenVerifier({ ...base(), tokenUse: 'id', claimsSchema });
    const error = await thrownBy(verifier.verify(await id()));
    expect(error).toMatchObject({ code: 'INVALID_TOKEN', message: expect.stringContaining('custom:tenant') });
  });

  it('cannot bend the checks: those look at what was signed', async () => {
    const bending = v.pipe(
      v.looseObject({}),
      v.transform(() => ({ exp: Number.MAX_SAFE_INTEGER, aud: 'app' })),
    );
    const verifier = new TokenVerifier({ ...base(), tokenUse: 'id', claimsSchema: bending });
    expect(await thrownBy(verifier.verify(await id({ aud: 'other' })))).toMatchObject({
      mismatch: { claim: 'aud' },
    });
    now = ISSUED_AT + 3_600_000;
    expect(await thrownBy(verifier.verify(await id()))).toMatchObject({ code: 'TOKEN_EXPIRED' });
  });
});

describe('remembered tokens', () => {
  const validationsOf = async (cacheSize: number, tokens: readonly string[]) => {
    let validations = 0;
    const claimsSchema = v.pipe(
      v.looseObject({}),
      v.check(() => ++validations > 0),
    );
    const verifier = new TokenVerifier({ ...base(), tokenUse: 'access', claimsSchema, cacheSize });
    for (const token of tokens) await verifier.verify(token);
    return validations;
  };

  it('are bounded, and the least recently used goes first', async () => {
    const [a, b, c] = [await access({ jti: 'a' }), await access({ jti: 'b' }), await access({ jti: 'c' })];
    expect(await validationsOf(2, [a, b, a, c, a])).toBe(3);
    expect(await validationsOf(2, [a, b, a, c, b])).toBe(4);
  });

  it('are none with a cache size of 0', async () => {
    const token = await access();
    expect(await validationsOf(0, [token, token, token])).toBe(3);
  });
});
