import { authenticate, authorize, authorizeScopes, type GatesUser, handleAuth } from 'portcullis/gates';
import { extractToken, TokenVerifier } from 'portcullis/verify';
import { accessClaims, ISSUED_AT, idClaims } from '../helpers/cognito-claims.js';
import { type JwksServer, type SigningKey, signingKey, startJwksServer } from '../helpers/jwks-server.js';
import { errorOf } from '../helpers/pool.js';

const POOL = 'sa-east-1_AbCdEf123';
let server: JwksServer;
let key: SigningKey;
let issuer: string;
let now: number;

beforeAll(async () => {
  key = await signingKey('one');
  server = await startJwksServer(key);
  issuer = `${server.origin}/${POOL}`;
});
afterAll(() => server.close());
beforeEach(() => {
  now = ISSUED_AT + 60_000;
});

const verifierFor = (clientId: string | readonly string[] | null) =>
  new TokenVerifier({
    userPoolId: POOL,
    endpoint: server.origin,
    clientId,
    tokenUse: null,
    clock: () => now,
  });
const access = (claims?: object) => key.sign(accessClaims(issuer, claims));
const id = (claims?: object) => key.sign(idClaims(issuer, claims));

describe('authenticate', () => {
  it('knows the app client of an access token by client_id and of an id token by aud', async () => {
    const verifier = verifierFor('app');
    expect((await authenticate(await access(), verifier)).tokenUse).toBe('access');
    expect((await authenticate(await id(), verifier)).tokenUse).toBe('id');
    for (const token of [await access({ client_id: 'other' }), await id({ aud: 'other' })])
      expect(await errorOf(authenticate(token, verifier))).toMatchObject({ code: 'INVALID_TOKEN' });
  });

  it('takes one app client, several, or any', async () => {
    const token = await id({ aud: 'other' });
    for (const clientId of [['app', 'other'], 'other', null])
      expect((await authenticate(token, verifierFor(clientId))).sub).toBe(idClaims(issuer).sub);
    expect(await errorOf(authenticate(token, verifierFor(['app', 'third'])))).toMatchObject({
      code: 'INVALID_TOKEN',
    });
  });

  it('drops white space around the token and Bearer before it', async () => {
    const token = await access();
    for (const given of [token, `  ${token}\n`, `Bearer ${token}`, ` bearer  ${token} `])
      expect((await authenticate(given, verifierFor('app'))).username).toBe('ada');
  });

  it('gives every field of gates-sdk’s GatesUser', async () => {
    const claims = { 'cognito:groups': ['GAIA'], 'custom:general_role': 'CLIENT_USER' };
    const user: GatesUser = await authenticate(await id(claims), verifierFor('app'));
    expect(user).toMatchObject({
      sub: idClaims(issuer).sub,
      email: 'ada@example.com',
      name: 'Ada Lovelace',
      role: 'CLIENT_USER',
      tokenUse: 'id',
      issuedAt: new Date(ISSUED_AT),
      expiresAt: new Date(ISSUED_AT + 3_600_000),
      groups: ['GAIA'],
      scopes: [],
    });
  });

  it('says which of the errors of gates-sdk it is', async () => {
    const verifier = verifierFor('app');
    expect(await errorOf(authenticate('', verifier))).toMatchObject({ code: 'MISSING_AUTHORIZATION' });
    expect(await errorOf(authenticate('nonsense', verifier))).toMatchObject({ code: 'INVALID_TOKEN' });
    const token = await access();
    now += 3_600_000;
    expect(await errorOf(authenticate(token, verifier))).toMatchObject({ code: 'TOKEN_EXPIRED' });
  });
});

describe('authorize and authorizeScopes', () => {
  const person = async (claims: object) => authenticate(await access(claims), verifierFor('app'));

  it('are satisfied by any one of what is required', async () => {
    const user = await person({ 'cognito:groups': ['RECAPE'], scope: 'openid gates/users.read' });
    expect(authorize(user, 'RECAPE')).toBeUndefined();
    expect(authorize(user, ['GAIA', 'RECAPE'])).toBeUndefined();
    expect(authorizeScopes(user, 'gates/users.read')).toBeUndefined();
    expect(authorizeScopes(user, ['gates/users.write', 'gates/users.read'])).toBeUndefined();
  });

  it('refuse everybody else, and say what was required', async () => {
    const user = await person({ 'cognito:groups': ['RECAPE'] });
    expect(() => authorize(user, ['GAIA', 'OTHER'])).toThrow(
      expect.objectContaining({ code: 'UNAUTHORIZED_GROUP', status: 403, requiredGroups: ['GAIA', 'OTHER'] }),
    );
    expect(() => authorize(user, 'RECAP')).toThrow(expect.objectContaining({ code: 'UNAUTHORIZED_GROUP' }));
    expect(() => authorizeScopes(user, 'gates/users.read')).toThrow(
      expect.objectContaining({
        code: 'UNAUTHORIZED_SCOPE',
        status: 403,
        requiredScopes: ['gates/users.read'],
      }),
    );
  });

  it.each([[], '', [''], undefined])('do not take %j for a requirement', async required => {
    const user = await person({ 'cognito:groups': [''] });
    expect(() => authorize(user, required as never)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', field: expect.stringMatching(/^requiredGroups/) }),
    );
    expect(() => authorizeScopes(user, required as never)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', field: expect.stringMatching(/^requiredScopes/) }),
    );
  });
});

describe('handleAuth', () => {
  it('gives the user behind a header who has a group and a scope that are required', async () => {
    const header = `Bearer ${await access({ 'cognito:groups': ['GAIA'], scope: 'gates/users.read' })}`;
    expect(extractToken(header)).toBe(header.slice(7));
    const verifier = verifierFor('app');
    for (const options of [
      { verifier },
      { verifier, requiredGroups: 'GAIA' },
      { verifier, requiredGroups: ['RECAPE', 'GAIA'], requiredScopes: ['gates/users.read'] },
    ])
      expect(await handleAuth(header, options)).toMatchObject({ username: 'ada', groups: ['GAIA'] });
  });

  it('refuses who lacks either', async () => {
    const header = `Bearer ${await access({ 'cognito:groups': ['GAIA'], scope: 'gates/users.read' })}`;
    const verifier = verifierFor('app');
    expect(await errorOf(handleAuth(header, { verifier, requiredGroups: 'RECAPE' }))).toMatchObject({
      code: 'UNAUTHORIZED_GROUP',
      requiredGroups: ['RECAPE'],
    });
    const options = { verifier, requiredGroups: 'GAIA', requiredScopes: 'gates/users.write' };
    expect(await errorOf(handleAuth(header, options))).toMatchObject({ code: 'UNAUTHORIZED_SCOPE' });
  });

  it.each([undefined, null, '', 'Bearer '])('refuses the header %j', async header => {
    const error = await errorOf(handleAuth(header, { verifier: verifierFor(null) }));
    expect(error).toMatchObject({ code: 'MISSING_AUTHORIZATION', status: 401 });
  });

  it.each([
    [{ requiredGroups: [] }, 'options.requiredGroups must not be empty'],
    [{ requiredScopes: [] }, 'options.requiredScopes must not be empty'],
  ])('answers %j in words of our own', async (required, message) => {
    const options = { verifier: verifierFor('app'), ...required };
    const error = await errorOf(handleAuth(`Bearer ${await access()}`, options));
    expect(error).toMatchObject({ code: 'INVALID_OPTION', message });
  });

  it('authorizes no one who merely looks like a user', async () => {
    const user = await authenticate(await id({ 'cognito:groups': ['GAIA'] }), verifierFor('app'));
    authorize(user, 'GAIA');
    expect(() => authorize({ ...user }, 'GAIA')).toThrow(expect.objectContaining({ field: 'user' }));
  });

  it('works with verifiers of one kind of token', async () => {
    const verifier = new TokenVerifier({
      userPoolId: POOL,
      endpoint: server.origin,
      clientId: 'app',
      tokenUse: 'access',
      clock: () => now,
    });
    expect((await handleAuth(`Bearer ${await access()}`, { verifier })).tokenUse).toBe('access');
    expect(await errorOf(handleAuth(`Bearer ${await id()}`, { verifier }))).toMatchObject({
      code: 'INVALID_TOKEN',
    });
    expect(await errorOf(handleAuth(await access(), { verifier }))).toMatchObject({
      code: 'MISSING_AUTHORIZATION',
    });
  });

  it.each([
    [{}, 'options.verifier'],
    [{ verifier: { verify: 1 } }, 'options.verifier'],
    [{ verifier: { verify() {} }, requiredGroups: [] }, 'options.requiredGroups'],
    [{ verifier: { verify() {} }, groups: ['GAIA'] }, 'options.groups'],
  ])('tells a mistake in its options: %j', async (options, field) => {
    expect(await errorOf(handleAuth('abc', options as never))).toMatchObject({
      code: 'INVALID_OPTION',
      field,
    });
  });
});
