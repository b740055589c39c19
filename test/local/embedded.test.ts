import { TokenVerifier } from 'portcullis/verify';
import { ada, clientOf, closeAfterEach, PASSWORD, poolWith } from '../helpers/pool.js';
import { refusalOf, sdkFor } from '../helpers/sdk.js';

closeAfterEach();

test('a user who is added while the pool runs signs in like one of the seed', async () => {
  const pool = await poolWith({ groups: [{ name: 'admins' }] });
  const { username, sub } = pool.users.add({
    ...ada,
    groups: ['admins'],
    attributes: { ...ada.attributes, 'custom:tier': 'gold' },
  });
  expect(username).toBe('ada');
  await clientOf(pool).authenticate(PASSWORD);
  const sdk = sdkFor(pool);
  const { Users } = await sdk.listUsersInGroup({ UserPoolId: pool.userPoolId, GroupName: 'admins' });
  expect(Users?.map(({ Username }) => Username)).toEqual(['ada']);
  const found = await sdk.adminGetUser({ UserPoolId: pool.userPoolId, Username: sub });
  expect(found.UserAttributes).toContainEqual({ Name: 'custom:tier', Value: 'gold' });
});

test('a user who cannot be added is refused by the key at fault, and is not there', async () => {
  const pool = await poolWith({ users: [ada] });
  const added = (user: object) => () => pool.users.add(user as typeof ada);
  expect(added(ada)).toThrow('user.username is there already');
  expect(added({ username: 'bob', groups: ['none'] })).toThrow('user.groups[0] is not one of the groups');
  expect(added({ username: 'bob', pasword: 'x' })).toThrow('user.pasword is not a known key');
  const { Users } = await sdkFor(pool).listUsers({ UserPoolId: pool.userPoolId });
  expect(Users).toHaveLength(1);
});

test('tokens without a sign-in are verified, count at the pool, and renew', async () => {
  const pool = await poolWith({ clients: [{ clientId: 'app' }, { clientId: 'other' }], users: [ada] });
  const tokens = await pool.tokensFor('ada', { clientId: 'other' });
  const { issuer, jwksUri, userPoolId } = pool;
  const verifier = new TokenVerifier({ userPoolId, issuer, jwksUri, clientId: 'other', tokenUse: 'access' });
  expect(await verifier.verify(tokens.accessToken)).toMatchObject({ username: 'ada' });
  const sdk = sdkFor(pool);
  expect((await sdk.getUser({ AccessToken: tokens.accessToken })).Username).toBe('ada');
  const { AuthenticationResult } = await sdk.initiateAuth({
    AuthFlow: 'REFRESH_TOKEN_AUTH',
    ClientId: 'other',
    AuthParameters: { REFRESH_TOKEN: tokens.refreshToken },
  });
  expect(AuthenticationResult?.ExpiresIn).toBe(tokens.expiresIn);
  expect(await refusalOf(pool.tokensFor('nobody'))).toMatchObject({
    message: 'username is not a user of this pool',
  });
});
