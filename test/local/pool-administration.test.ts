import { ada, closeAfterEach, poolWith } from '../helpers/pool.js';
import { refusal, refusalOf, sdkFor } from '../helpers/sdk.js';

closeAfterEach();

const seed = {
  clients: [
    {
      clientId: 'app',
      clientName: 'The shop',
      clientSecret: 'topsecrettopsecret',
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH' as const],
      ReadAttributes: ['email'],
      AccessTokenValiditySeconds: 600,
    },
  ],
  users: [ada],
};

test('updating an app client resets what the call leaves out, and keeps its name and secret', async () => {
  const pool = await poolWith(seed);
  const sdk = sdkFor(pool);
  const named = { UserPoolId: pool.userPoolId, ClientId: 'app' };
  await sdk.updateUserPoolClient({ ...named, PreventUserExistenceErrors: 'ENABLED' });
  const { UserPoolClient: client } = await sdk.describeUserPoolClient(named);
  expect(client).toMatchObject({
    ClientName: 'The shop',
    ClientSecret: 'topsecrettopsecret',
    PreventUserExistenceErrors: 'ENABLED',
    AccessTokenValidity: 1,
    TokenValidityUnits: { AccessToken: 'hours', IdToken: 'hours', RefreshToken: 'days' },
    ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH'],
  });
  expect(client?.ReadAttributes).toBeUndefined();
});

test('an app client that is not there is not updated', async () => {
  const pool = await poolWith(seed);
  const call = sdkFor(pool).updateUserPoolClient({ UserPoolId: pool.userPoolId, ClientId: 'nothing' });
  expect(await refusalOf(call)).toEqual(
    refusal('ResourceNotFoundException', 'User pool client nothing does not exist.'),
  );
});

test('an update of an identity provider keeps what it leaves out', async () => {
  const pool = await poolWith(seed);
  const sdk = sdkFor(pool);
  const named = { UserPoolId: pool.userPoolId, ProviderName: 'Google' };
  await sdk.createIdentityProvider({
    ...named,
    ProviderType: 'Google',
    ProviderDetails: { client_id: 'id', client_secret: 'secret' },
    AttributeMapping: { email: 'email' },
  });
  await sdk.updateIdentityProvider({ ...named, IdpIdentifiers: ['example.com'] });
  const { IdentityProvider: provider } = await sdk.describeIdentityProvider(named);
  expect(provider).toMatchObject({
    ...named,
    ProviderType: 'Google',
    ProviderDetails: { client_id: 'id', client_secret: 'secret' },
    AttributeMapping: { email: 'email' },
    IdpIdentifiers: ['example.com'],
    CreationDate: expect.any(Date),
  });
  expect(await refusalOf(sdk.describeIdentityProvider({ ...named, ProviderName: 'Facebook' }))).toEqual(
    refusal('ResourceNotFoundException', 'Identity provider Facebook does not exist.'),
  );
});

test('removing an authenticator that a user does not have succeeds', async () => {
  const pool = await poolWith(seed);
  const sdk = sdkFor(pool);
  const named = { UserPoolId: pool.userPoolId, Username: 'ada' };
  await sdk.adminDeleteSoftwareToken(named);
  expect(await refusalOf(sdk.adminDeleteSoftwareToken({ ...named, Username: 'nobody' }))).toEqual(
    refusal('UserNotFoundException', 'User does not exist.'),
  );
});

test('a session is named by 28 letters and digits', async () => {
  const pool = await poolWith(seed);
  const call = sdkFor(pool).adminRevokeUserSession({
    UserPoolId: pool.userPoolId,
    Username: 'ada',
    SessionId: 'mine',
  });
  expect(await refusalOf(call)).toMatchObject({
    name: 'InvalidParameterException',
    message: expect.stringContaining("'sessionId' failed to satisfy constraint"),
  });
});
