import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import type { LocalPool, Seed } from 'portcullis/local';
import { ada, closeAfterEach, PASSWORD, poolWith } from '../helpers/pool.js';
import { refusal, refusalOf, sdkFor, signInOverSrp } from '../helpers/sdk.js';

closeAfterEach();

const NOON = Date.UTC(2026, 5, 1, 12);
const clock = () => NOON;

const signIn = async (pool: LocalPool, username = 'ada') => {
  const { AuthenticationResult } = await signInOverSrp(pool, {
    ClientId: 'app',
    username,
    password: PASSWORD,
  });
  const { AccessToken = '', IdToken = '', RefreshToken = '' } = AuthenticationResult ?? {};
  return { AccessToken, IdToken, RefreshToken };
};

const start = (seed: Seed = {}) => poolWith({ users: [ada], ...seed }, { clock });
const refused = (message: string) => refusal('NotAuthorizedException', message);

describe('what tokens say', () => {
  test('both are signed, by different keys, and verify against the published ones', async () => {
    const pool = await start();
    const { AccessToken, IdToken } = await signIn(pool);
    const keys = createRemoteJWKSet(new URL(pool.jwksUri));
    const options = { issuer: pool.issuer, currentDate: new Date(NOON) };
    await jwtVerify(IdToken, keys, { ...options, audience: 'app' });
    await jwtVerify(AccessToken, keys, options);
    const [access, id] = [decodeProtectedHeader(AccessToken), decodeProtectedHeader(IdToken)];
    expect(access).toEqual({ alg: 'RS256', kid: expect.any(String) });
    expect(id.kid).not.toBe(access.kid);
  });

  test('an address and a time of change are typed as OpenID Connect has them', async () => {
    const attributes = { address: '1 Main Street', updated_at: '1780315200', 'custom:updated_at': '5' };
    const pool = await start({ users: [{ ...ada, attributes }] });
    const { idToken } = await pool.tokensFor('ada');
    expect(decodeJwt(idToken)).toMatchObject({
      address: { formatted: '1 Main Street' },
      updated_at: 1_780_315_200,
      'custom:updated_at': '5',
    });
    const user = await sdkFor(pool).adminGetUser({ UserPoolId: pool.userPoolId, Username: 'ada' });
    expect(user.UserAttributes).toContainEqual({ Name: 'address', Value: '1 Main Street' });
  });

  test('the claims are those of the service and no others', async () => {
    const pool = await start();
    const { AccessToken, IdToken } = await signIn(pool);
    const seconds = NOON / 1000;
    const common = {
      sub: expect.any(String),
      iss: pool.issuer,
      origin_jti: expect.any(String),
      event_id: expect.any(String),
      auth_time: seconds,
      iat: seconds,
      exp: seconds + 3600,
      jti: expect.any(String),
    };
    expect(decodeJwt(AccessToken)).toEqual({
      ...common,
      client_id: 'app',
      token_use: 'access',
      scope: 'aws.cognito.signin.user.admin',
      username: 'ada',
    });
    expect(decodeJwt(IdToken)).toEqual({
      ...common,
      aud: 'app',
      token_use: 'id',
      'cognito:username': 'ada',
      email: 'ada@example.com',
      email_verified: true,
      phone_number: '+441234569934',
    });
  });

  test('groups come by precedence, with the role of the first', async () => {
    const role = (name: string) => `arn:aws:iam::1:role/${name}`;
    const groups = [
      { name: 'readers' },
      { name: 'writers', precedence: 5, roleArn: role('writers') },
      { name: 'admins', precedence: 1, roleArn: role('admins') },
    ];
    const pool = await start({ groups, users: [{ ...ada, groups: ['readers', 'writers', 'admins'] }] });
    const { AccessToken, IdToken } = await signIn(pool);
    const names = ['admins', 'writers', 'readers'];
    expect(decodeJwt(IdToken)).toMatchObject({
      'cognito:groups': names,
      'cognito:roles': [role('admins'), role('writers')],
      'cognito:preferred_role': role('admins'),
    });
    expect(decodeJwt(AccessToken)['cognito:groups']).toEqual(names);
    expect(decodeJwt(AccessToken)).not.toHaveProperty('cognito:roles');
  });

  test('groups that share the first place and disagree leave the preferred role out', async () => {
    const groups = ['a', 'b'].map(name => ({ name, precedence: 1, roleArn: `arn:aws:iam::1:role/${name}` }));
    const pool = await start({ groups, users: [{ ...ada, groups: ['a', 'b'] }] });
    expect(decodeJwt((await signIn(pool)).IdToken)).not.toHaveProperty('cognito:preferred_role');
  });

  test('a client reads only its attributes, and names origin_jti only where tokens can be revoked', async () => {
    const clients = [{ clientId: 'app', ReadAttributes: ['name'], EnableTokenRevocation: false }];
    const { IdToken, AccessToken } = await signIn(await start({ clients }));
    expect(decodeJwt(IdToken)).not.toHaveProperty('email');
    expect(decodeJwt(AccessToken)).not.toHaveProperty('origin_jti');
  });
});

describe('an access token', () => {
  test('shows the user, until it expires', async () => {
    const pool = await start();
    const { AccessToken } = await signIn(pool);
    const user = await sdkFor(pool).getUser({ AccessToken });
    expect(user).toMatchObject({ Username: 'ada' });
    expect(user).not.toHaveProperty('UserMFASettingList');
    pool.clock.advance(3600);
    expect(await refusalOf(sdkFor(pool).getUser({ AccessToken }))).toEqual(
      refused('Access Token has expired'),
    );
  });

  test('is not an ID token, nor text, nor signed by somebody else', async () => {
    const pool = await start();
    const { AccessToken, IdToken } = await signIn(pool);
    const user = (token: string) => refusalOf(sdkFor(pool).getUser({ AccessToken: token }));
    expect(await user(IdToken)).toEqual(refused('Invalid Access Token'));
    expect(await user('nonsense')).toEqual(refused('Invalid Access Token'));
    const [header, payload, signature = ''] = AccessToken.split('.');
    const forged = `${header}.${payload}.${[...signature].reverse().join('')}`;
    expect(await user(forged)).toEqual(refused('Could not verify signature for Access Token'));
  });

  test('ends when its user signs out everywhere, or is signed out by an administrator', async () => {
    const pool = await start();
    const sdk = sdkFor(pool);
    const [one, two] = [await signIn(pool), await signIn(pool)];
    await sdk.globalSignOut({ AccessToken: one.AccessToken });
    const later = await signIn(pool);
    await sdk.getUser({ AccessToken: later.AccessToken });
    await sdk.adminUserGlobalSignOut({ UserPoolId: pool.userPoolId, Username: 'ada' });
    for (const { AccessToken } of [one, two, later])
      expect(await refusalOf(sdk.getUser({ AccessToken }))).toEqual(refused('Access Token has been revoked'));
  });
});

describe('a refresh token', () => {
  const refresh = (pool: LocalPool, REFRESH_TOKEN: string) =>
    sdkFor(pool).initiateAuth({
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      ClientId: 'app',
      AuthParameters: { REFRESH_TOKEN },
    });
  const exchange = (pool: LocalPool, RefreshToken: string, more: object = {}) =>
    sdkFor(pool).getTokensFromRefreshToken({ ClientId: 'app', RefreshToken, ...more });

  test('brings new tokens of the same sign-in', async () => {
    const pool = await start();
    const first = await signIn(pool);
    pool.clock.advance(90);
    for (const call of [refresh, exchange]) {
      const { AuthenticationResult } = await call(pool, first.RefreshToken);
      expect(AuthenticationResult?.RefreshToken).toBeUndefined();
      const [before, after] = [first.AccessToken, AuthenticationResult?.AccessToken ?? ''].map(token =>
        decodeJwt(token),
      );
      expect(after).toMatchObject({
        auth_time: before?.auth_time,
        origin_jti: before?.origin_jti,
        iat: NOON / 1000 + 90,
      });
      expect(after?.jti).not.toBe(before?.jti);
    }
  });

  test('ends after its days, when revoked, and with its user', async () => {
    const pool = await start();
    const { RefreshToken } = await signIn(pool);
    expect(await refusalOf(refresh(pool, 'nonsense'))).toEqual(refused('Invalid Refresh Token.'));
    await sdkFor(pool).revokeToken({ Token: RefreshToken, ClientId: 'app' });
    expect(await refusalOf(refresh(pool, RefreshToken))).toEqual(refused('Refresh Token has been revoked'));
    const next = await signIn(pool);
    pool.clock.advance(30 * 86_400);
    expect(await refusalOf(refresh(pool, next.RefreshToken))).toEqual(refused('Refresh Token has expired'));
  });

  test('rotates, is good during the grace, and is known for stolen after it', async () => {
    const RefreshTokenRotation = { Feature: 'ENABLED' as const, RetryGracePeriodSeconds: 10 };
    const pool = await start({ clients: [{ clientId: 'app', RefreshTokenRotation }] });
    const { RefreshToken } = await signIn(pool);
    expect(await refusalOf(refresh(pool, RefreshToken))).toMatchObject({ name: 'InvalidParameterException' });
    const { AuthenticationResult } = await exchange(pool, RefreshToken);
    const next = AuthenticationResult?.RefreshToken ?? '';
    expect(next).not.toBe(RefreshToken);
    pool.clock.advance(9);
    await exchange(pool, RefreshToken);
    pool.clock.advance(1);
    expect(await refusalOf(exchange(pool, RefreshToken))).toMatchObject({
      name: 'RefreshTokenReuseException',
    });
    await exchange(pool, next);
    pool.clock.advance(30 * 86_400 - 10);
    expect(await refusalOf(exchange(pool, next))).toEqual(refused('Refresh Token has expired'));
  });

  test('is exchanged by a client with a secret for that secret', async () => {
    const pool = await start({ clients: [{ clientId: 'app', clientSecret: 'topsecret' }] });
    expect(await refusalOf(exchange(pool, 'x.x.x.x.x'))).toMatchObject({ name: 'NotAuthorizedException' });
    expect(await refusalOf(exchange(pool, 'x.x.x.x.x', { ClientSecret: 'topsecret' }))).toEqual(
      refused('Invalid Refresh Token.'),
    );
  });
});

describe('revoking', () => {
  const clients = [
    { clientId: 'app' },
    { clientId: 'other' },
    { clientId: 'off', EnableTokenRevocation: false },
  ];
  const revoke = (pool: LocalPool, Token: string, ClientId = 'app') =>
    refusalOf(sdkFor(pool).revokeToken({ Token, ClientId }));

  test('ends the access tokens of the same sign-in only', async () => {
    const pool = await start();
    const [one, two] = [await signIn(pool), await signIn(pool)];
    const sdk = sdkFor(pool);
    await sdk.revokeToken({ Token: one.RefreshToken, ClientId: 'app' });
    expect(await refusalOf(sdk.getUser({ AccessToken: one.AccessToken }))).toEqual(
      refused('Access Token has been revoked'),
    );
    await sdk.getUser({ AccessToken: two.AccessToken });
  });

  test('takes a refresh token of the same client, where it is on', async () => {
    const pool = await start({ clients });
    const { AccessToken, RefreshToken } = await signIn(pool);
    expect(await revoke(pool, AccessToken)).toMatchObject({ name: 'UnsupportedTokenTypeException' });
    expect(await revoke(pool, RefreshToken, 'other')).toMatchObject({ name: 'UnauthorizedException' });
    expect(await revoke(pool, RefreshToken, 'off')).toMatchObject({ name: 'UnsupportedOperationException' });
  });
});
