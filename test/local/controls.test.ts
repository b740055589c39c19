import { decodeJwt } from 'jose';
import { type LocalPool, startLocalPool } from 'portcullis/local';
import { ada, PASSWORD, TOTP_SECRET } from '../helpers/pool.js';
import { sdkFor, signInOverSrp } from '../helpers/sdk.js';

const seed = {
  MfaConfiguration: 'OPTIONAL' as const,
  clients: [{ clientId: 'app' }],
  users: [ada, { ...ada, username: 'bob' }],
};
let pool: LocalPool;
beforeAll(async () => {
  pool = await startLocalPool({ seed, triggers: { preSignUp: event => event } });
});
afterAll(() => pool.close());
beforeEach(() => pool.reset());

const send = async (method: string, path: string, body: object = {}, headers = {}) => {
  const response = await fetch(`${pool.endpoint}/_local/${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(method !== 'GET' && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
};

const names = async () =>
  (await sdkFor(pool).listUsers({ UserPoolId: pool.userPoolId })).Users?.map(({ Username }) => Username);

const signUp = (Username: string) => sdkFor(pool).signUp({ ClientId: 'app', Username, Password: PASSWORD });

/** The same, in this process and over HTTP. */
const ways: [string, { save(): Promise<() => Promise<unknown>>; reset(): Promise<unknown> }][] = [
  [
    'in this process',
    {
      save: async () => {
        const snapshot = pool.snapshot();
        return async () => pool.restore(snapshot);
      },
      reset: async () => pool.reset(),
    },
  ],
  [
    'over HTTP',
    {
      save: async () => {
        await send('PUT', 'snapshots/first');
        return () => send('POST', 'snapshots/first');
      },
      reset: () => send('POST', 'reset'),
    },
  ],
];

test.each(ways)(
  '%s, a snapshot brings back users in their order, tokens, settings and the clock',
  async (_, way) => {
    const sdk = sdkFor(pool);
    const { accessToken } = await pool.tokensFor('ada');
    const restore = await way.save();
    const { UserPoolId, ClientId, AccessToken } = {
      UserPoolId: pool.userPoolId,
      ClientId: 'app',
      AccessToken: accessToken,
    };
    await sdk.adminDeleteUser({ UserPoolId, Username: 'ada' });
    await signUp('carl');
    await sdk.updateUserPool({ UserPoolId, MfaConfiguration: 'OFF', UserPoolTags: { stage: 'changed' } });
    await sdk.createUserPool({ PoolName: 'another' });
    pool.clock.advance(86_400);
    await restore();
    expect(await names()).toEqual(['ada', 'bob']);
    expect((await sdk.getUser({ AccessToken })).Username).toBe('ada');
    expect((await sdk.listUserPools({ MaxResults: 9 })).UserPools).toHaveLength(1);
    expect(Math.abs(pool.clock.now() - Date.now())).toBeLessThan(60_000);
    const signedIn = await signInOverSrp(pool, { ClientId, username: 'ada', password: PASSWORD });
    expect(signedIn.AuthenticationResult?.AccessToken).toBeDefined();
  },
);

test.each(ways)('%s, reset begins anew with the seed', async (_, way) => {
  await signUp('carl');
  pool.clock.advance(86_400);
  pool.faults.add({ error: 'throttle' });
  await way.reset();
  expect(await names()).toEqual(['ada', 'bob']);
  expect([pool.triggers.calls(), pool.messages.list()]).toEqual([[], []]);
  expect(Math.abs(pool.clock.now() - Date.now())).toBeLessThan(60_000);
});

test('users come with a password and an authenticator, and tokens with scopes and claims', async () => {
  const user = {
    username: 'dora',
    password: PASSWORD,
    totpSecret: TOTP_SECRET,
    mfa: ['SOFTWARE_TOKEN_MFA'],
  };
  expect((await send('POST', 'users', user)).body).toMatchObject({ username: 'dora' });
  const { ChallengeName } = await signInOverSrp(pool, {
    ClientId: 'app',
    username: 'dora',
    password: PASSWORD,
  });
  expect(ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
  const wanted = { clientId: 'app', scopes: ['orders/read'], claims: { tenant: 'blue', sub: 'other' } };
  const { body } = await send('POST', 'tokens', { username: 'ada', ...wanted });
  const claims = decodeJwt((body as { accessToken: string }).accessToken);
  expect(claims).toMatchObject({ scope: 'orders/read', tenant: 'blue', username: 'ada' });
  expect(claims.sub).not.toBe('other');
});

test('faults meet the calls they are for, and no more', async () => {
  await send('POST', 'faults', { operation: 'ListUsers', times: 2, error: 'throttle' });
  await send('POST', 'faults', { error: { type: 'InternalErrorException', message: 'Down', status: 500 } });
  await expect(names()).rejects.toMatchObject({ name: 'TooManyRequestsException', message: 'Rate exceeded' });
  await expect(signUp('carl')).rejects.toMatchObject({ name: 'InternalErrorException', message: 'Down' });
  await expect(names()).rejects.toMatchObject({ name: 'TooManyRequestsException' });
  expect(await names()).toEqual(['ada', 'bob']);
});

test('the log of triggers has what they received and answered', async () => {
  await signUp('carl');
  expect((await send('GET', 'triggers')).body).toEqual([
    {
      at: expect.stringMatching(/^\d{4}-/),
      trigger: 'preSignUp',
      event: expect.objectContaining({ triggerSource: 'PreSignUp_SignUp', userName: 'carl' }),
      response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
      ms: expect.any(Number),
    },
  ]);
});

test('what is wrong is said by name, and pages of other sites are refused', async () => {
  const refused: [string, object, number, RegExp][] = [
    ['users', { username: 'ada' }, 400, /username is there already/],
    ['users', { name: 'ada' }, 400, /name/],
    ['tokens', { username: 'nobody' }, 400, /username is not a user/],
    ['tokens', { username: 'ada', scope: 'x' }, 400, /scope/],
    ['faults', { error: 'fire' }, 400, /fault.error/],
    ['snapshots/none', {}, 404, /no snapshot/],
  ];
  for (const [path, body, status, message] of refused)
    expect([path, await send('POST', path, body)]).toEqual([
      path,
      { status, body: { message: expect.stringMatching(message) } },
    ]);
  expect((await send('POST', 'reset', {}, { origin: 'https://example.com' })).status).toBe(403);
  expect((await send('POST', 'reset', {}, { origin: 'http://localhost:3000' })).status).toBe(200);
  const other = await startLocalPool();
  expect(() => pool.restore(other.snapshot())).toThrow(TypeError);
  await other[Symbol.asyncDispose]();
  await expect(fetch(other.endpoint)).rejects.toThrow();
});
