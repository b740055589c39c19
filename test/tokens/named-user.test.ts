import { Cognito, MemoryStore, UserPool } from 'portcullis';
import type { LocalPool, LocalPoolOptions } from 'portcullis/local';
import { ada, clientOf, closeAfterEach, closing, PASSWORD, poolWith } from '../helpers/pool.js';

closeAfterEach();

type SeedUser = NonNullable<NonNullable<LocalPoolOptions['seed']>['users']>[number];

const adasAttributes = {
  ...ada.attributes,
  phone_number_verified: 'true',
  preferred_username: 'countess',
};

const poolOf = (changes: Record<string, string> = {}, seed: LocalPoolOptions['seed'] = {}) => {
  const user: SeedUser = { ...ada, attributes: { ...adasAttributes, ...changes } };
  return poolWith({ users: [user, { ...ada, username: 'eve', attributes: {} }], ...seed });
};

async function withTokensOf(pool: LocalPool, who: string, username: string): Promise<Cognito> {
  const { accessToken, idToken } = await pool.tokensFor(who);
  return clientOf(pool, { username, accessToken, idToken });
}

const OTHER_USER = { code: 'INVALID_TOKEN', mismatch: { claim: 'username' } };

test('the tokens of another user than the one that is named are refused', async () => {
  const cognito = await withTokensOf(await poolOf(), 'eve', 'ada');
  await expect(cognito.verifyTokens()).rejects.toMatchObject({
    ...OTHER_USER,
    mismatch: { claim: 'username', expected: 'ada', actual: 'eve' },
    advice: 'Leave the username out, or pass an idToken that has this alias.',
  });
});

test.each(['ada', 'ADA', 'ada@example.com', 'Ada@Example.com', '+441234569934', 'countess'])(
  'a user may be named %s',
  async username => {
    const { id } = await (await withTokensOf(await poolOf(), 'ada', username)).verifyTokens();
    expect(id.username).toBe('ada');
  },
);

test('a user may be named by their sub', async () => {
  const pool = await poolOf();
  const { access } = await (await withTokensOf(pool, 'ada', 'ada')).verifyTokens();
  await expect((await withTokensOf(pool, 'ada', access.sub)).verifyTokens()).resolves.toBeDefined();
});

test('an address that was not verified names nobody', async () => {
  const pool = await poolOf({ email_verified: 'false' });
  const cognito = await withTokensOf(pool, 'ada', 'ada@example.com');
  await expect(cognito.verifyTokens()).rejects.toMatchObject(OTHER_USER);
});

test('an address that stands for the username names its user, verified or not', async () => {
  const user = { username: 'ada@example.com', password: PASSWORD, attributes: { email: 'ada@example.com' } };
  const pool = await poolWith({ UsernameAttributes: ['email'], users: [user] });
  const cognito = await withTokensOf(pool, 'ada@example.com', 'ada@example.com');
  expect((await cognito.verifyTokens()).id.email).toBe('ada@example.com');
});

test('an access token alone says nothing of an alias', async () => {
  const pool = await poolOf();
  const { accessToken } = await pool.tokensFor('ada');
  const named = (username: string) => clientOf(pool, { username, accessToken }).verifyTokens();
  await expect(named('ada@example.com')).rejects.toMatchObject(OTHER_USER);
  expect((await named('ada')).access.username).toBe('ada');
});

test('the refresh token of another user gets tokens that are refused', async () => {
  const pool = await poolOf();
  const { refreshToken } = await pool.tokensFor('eve');
  const cognito = clientOf(pool, { username: 'ada', refreshToken });
  await expect(cognito.verifyTokens()).rejects.toMatchObject(OTHER_USER);
});

test('a sign-in and a store vouch for a name that the tokens do not have', async () => {
  const pool = await poolOf(
    {},
    { AliasAttributes: ['email'], clients: [{ clientId: 'app', ReadAttributes: ['name'] }] },
  );
  const store = new MemoryStore();
  const cognito = clientOf(pool, { username: 'ada@example.com', store });
  await cognito.authenticate(PASSWORD);
  expect((await cognito.verifyTokens()).id.email).toBeUndefined();
  const { userPoolId, endpoint } = pool;
  const shared = closing(new UserPool({ userPoolId, endpoint, clientId: 'app', store }));
  const restored = await Cognito.restore({ pool: shared, username: 'ada@example.com' });
  await expect(restored?.verifyTokens()).resolves.toBeDefined();
});
