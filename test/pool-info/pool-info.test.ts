import { inspect } from 'node:util';
import { InvalidOptionError, NotSentError } from 'portcullis/errors';
import { administratorOf, poolInfoOf } from '../helpers/managers.js';
import {
  ada,
  CLIENT_SECRET,
  clientOf,
  closeAfterEach,
  errorOf,
  PASSWORD,
  poolWith,
} from '../helpers/pool.js';
import { sdkFor } from '../helpers/sdk.js';

closeAfterEach();

const secretive = {
  clients: [
    {
      clientId: 'app',
      clientName: 'The shop',
      clientSecret: CLIENT_SECRET,
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH' as const, 'ALLOW_REFRESH_TOKEN_AUTH' as const],
      AccessTokenValiditySeconds: 600,
    },
  ],
  users: [ada],
};

const codesOf = async (report: Promise<{ valid: boolean; problems: readonly { code: string }[] }>) => {
  const { valid, problems } = await report;
  expect(valid).toBe(problems.length === 0);
  return problems.map(({ code }) => code);
};

test('a pool is described', async () => {
  const pool = await poolWith({
    MfaConfiguration: 'OPTIONAL',
    AliasAttributes: ['email'],
    DeviceConfiguration: { ChallengeRequiredOnNewDevice: true },
    users: [{ ...ada, attributes: { 'custom:state': 'Virginia' } }],
  });
  await expect(administratorOf(pool).info.getUserPool()).resolves.toMatchObject({
    userPoolId: pool.userPoolId,
    mfa: 'OPTIONAL',
    aliasAttributes: ['email'],
    usernameAttributes: [],
    autoVerifiedAttributes: ['email'],
    passwordPolicy: { MinimumLength: 8 },
    tracksDevices: true,
    customAttributes: ['custom:state'],
    estimatedUsers: 1,
    createdAt: expect.any(Date),
  });
});

test('an app client is described, and its secret is not shown', async () => {
  const client = await poolInfoOf(await poolWith(secretive)).getClient();
  expect(client).toMatchObject({
    clientId: 'app',
    name: 'The shop',
    hasSecret: true,
    authFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    accessTokenSeconds: 600,
    idTokenSeconds: 3_600,
    refreshTokenSeconds: 2_592_000,
    rotatesRefreshTokens: false,
    challengeMinutes: 3,
    revokesTokens: true,
    hidesUserExistence: false,
  });
  expect(inspect(client)).not.toContain(CLIENT_SECRET);
});

test('changing one thing of an app client leaves the rest, and signing in still works', async () => {
  const pool = await poolWith(secretive);
  const info = poolInfoOf(pool);
  const before = await info.getClient();
  const after = await info.updateClient({ PreventUserExistenceErrors: 'ENABLED' });
  expect(after).toEqual({ ...before, hidesUserExistence: true, modifiedAt: expect.any(Date) });
  await expect(info.getClient()).resolves.toEqual(after);
  await clientOf(pool).authenticate(PASSWORD);
});

describe('validating a configuration', () => {
  test('finds nothing where everything fits', async () => {
    const pool = await poolWith(secretive);
    await expect(poolInfoOf(pool, { clientSecret: CLIENT_SECRET }).validateConfig()).resolves.toEqual({
      valid: true,
      problems: [],
    });
    const rotating = [CLIENT_SECRET, 'anothersecretanothersecret'] as const;
    await expect(codesOf(poolInfoOf(pool, { clientSecret: rotating }).validateConfig())).resolves.toEqual([]);
    const cognito = clientOf(pool, { credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
    await expect(codesOf(cognito.info.validateConfig())).resolves.toEqual([]);
  });

  test('finds a secret that is missing, wrong or not expected, and never shows one', async () => {
    const [pool, open] = [await poolWith(secretive), await poolWith()];
    const wrong = { clientSecret: 'anothersecretanothersecret' };
    await expect(codesOf(poolInfoOf(pool).validateConfig())).resolves.toEqual(['SECRET_MISSING']);
    await expect(codesOf(poolInfoOf(pool, wrong).validateConfig())).resolves.toEqual(['SECRET_WRONG']);
    await expect(codesOf(poolInfoOf(open, wrong).validateConfig())).resolves.toEqual(['SECRET_NOT_EXPECTED']);
    const report = inspect(await poolInfoOf(pool, wrong).validateConfig());
    expect(report).not.toMatch(new RegExp(`${CLIENT_SECRET}|${wrong.clientSecret}`));
  });

  test('finds flows that the app client does not allow', async () => {
    const pool = await poolWith(secretive);
    const report = await poolInfoOf(pool, { clientSecret: CLIENT_SECRET }).validateConfig({
      flows: ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'ADMIN_USER_PASSWORD_AUTH'],
    });
    expect(report.problems).toEqual([
      { code: 'FLOW_NOT_ENABLED', message: expect.stringContaining('ALLOW_USER_PASSWORD_AUTH') },
      { code: 'FLOW_NOT_ENABLED', message: expect.stringContaining('ALLOW_ADMIN_USER_PASSWORD_AUTH') },
    ]);
  });

  test('knows that a rotating client renews without a flow, and what the old names allow', async () => {
    const rotating = await poolWith({
      clients: [
        {
          clientId: 'app',
          ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
          RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
        },
      ],
    });
    await expect(codesOf(poolInfoOf(rotating).validateConfig())).resolves.toEqual([]);
    const old = await poolWith({ clients: [{ clientId: 'app', ExplicitAuthFlows: ['ADMIN_NO_SRP_AUTH'] }] });
    const flows = ['USER_SRP_AUTH', 'ADMIN_USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH'] as const;
    const { problems } = await poolInfoOf(old).validateConfig({ flows });
    expect(problems).toMatchObject([{ message: expect.stringContaining('USER_PASSWORD_AUTH') }]);
  });

  test('finds a pool and a client that are not there', async () => {
    const pool = await poolWith();
    await expect(codesOf(poolInfoOf(pool, { clientId: 'nothing' }).validateConfig())).resolves.toEqual([
      'CLIENT_NOT_FOUND',
    ]);
    const elsewhere = poolInfoOf(pool, { userPoolId: 'eu-west-1_Nowhere' });
    await expect(codesOf(elsewhere.validateConfig())).resolves.toEqual(['POOL_NOT_FOUND']);
  });

  test('finds calls that go to another region than the pool’s', async () => {
    const pool = await poolWith();
    const { problems } = await poolInfoOf(pool, { region: 'us-east-1' }).validateConfig();
    expect(problems).toEqual([
      { code: 'WRONG_REGION', message: expect.stringMatching(/eu-west-1.*us-east-1/) },
    ]);
  });

  test('says so when it cannot tell', async () => {
    const pool = await poolWith();
    const unknown = poolInfoOf(pool, {
      credentials: () =>
        Promise.reject(Object.assign(new Error('none'), { name: 'CredentialsProviderError' })),
    });
    expect(await errorOf(unknown.validateConfig())).toBeInstanceOf(NotSentError);
    await expect(poolInfoOf(pool, { clientId: undefined }).validateConfig()).rejects.toThrow(
      InvalidOptionError,
    );
    await expect(poolInfoOf(pool).validateConfig({ flows: ['SRP'] as never })).rejects.toThrow(/flows\[0\]/);
  });
});

describe('identity providers', () => {
  const google = {
    name: 'Google',
    type: 'Google' as const,
    details: { client_id: 'id', client_secret: 'topsecret', authorize_scopes: 'email openid' },
    attributeMapping: { email: 'email' },
  };

  test('are added, read and changed', async () => {
    const info = poolInfoOf(await poolWith());
    const created = await info.createIdentityProvider(google);
    expect(created).toMatchObject({ ...google, identifiers: [], createdAt: expect.any(Date) });
    await info.updateIdentityProvider('Google', { identifiers: ['example.com'] });
    await expect(info.getIdentityProvider('Google')).resolves.toMatchObject({
      ...google,
      identifiers: ['example.com'],
    });
  });

  test('exist once, and are looked for by name', async () => {
    const info = poolInfoOf(await poolWith());
    await info.createIdentityProvider(google);
    await expect(info.createIdentityProvider(google)).rejects.toMatchObject({
      code: 'IDENTITY_PROVIDER_EXISTS',
    });
    await expect(info.getIdentityProvider('Facebook')).rejects.toMatchObject({ code: 'RESOURCE_NOT_FOUND' });
    await expect(info.createIdentityProvider({ ...google, detials: {} } as never)).rejects.toThrow(/detials/);
  });

  test('is kept in another pool where the call names one', async () => {
    const pool = await poolWith();
    const info = poolInfoOf(pool);
    const { UserPool: other } = await sdkFor(pool).createUserPool({ PoolName: 'other' });
    const options = { userPoolId: other?.Id };
    await info.createIdentityProvider(google, options);
    await info.updateIdentityProvider('Google', { identifiers: ['example.com'] }, options);
    await expect(info.getIdentityProvider('Google', options)).resolves.toMatchObject({
      identifiers: ['example.com'],
    });
    await expect(info.getIdentityProvider('Google')).rejects.toMatchObject({ code: 'RESOURCE_NOT_FOUND' });
  });

  test.each<[string, RegExp]>([
    ['us-east-1_AbCdEf123', /options\.userPoolId is in another Region/],
    ['nowhere', /userPoolId must have the form/],
  ])('%s is no pool to ask here', async (userPoolId, message) => {
    const info = poolInfoOf(await poolWith());
    await expect(info.getIdentityProvider('Google', { userPoolId })).rejects.toThrow(message);
  });
});
