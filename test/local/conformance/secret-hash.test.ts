import { createHmac } from 'node:crypto';
import type { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import type { LocalPool } from 'portcullis/local';
import { ada, CLIENT_SECRET, closeAfterEach, PASSWORD, poolWith } from '../../helpers/pool.js';
import { passwordClaim, refusalOf, sdkFor } from '../../helpers/sdk.js';
import { notAuthorized } from './table/row.js';
import { seed as base, NEXT_PASSWORD } from './table/world.js';

closeAfterEach();

const ClientId = 'server';
const AuthFlow = 'USER_PASSWORD_AUTH';
const EMAIL = 'ada@example.com';
const clients = base.clients.filter(({ clientId }) => clientId === ClientId);
const seed = { clients, AliasAttributes: ['email' as const], users: [ada] };
const unconfirmed = { clients, users: [{ ...ada, status: 'UNCONFIRMED' as const }] };

const hashOf = (name: string) =>
  createHmac('sha256', CLIENT_SECRET).update(`${name}${ClientId}`).digest('base64');

interface World {
  readonly pool: LocalPool;
  readonly sdk: CognitoIdentityProvider;
}

interface HashRow {
  readonly seed?: object;
  /** The name that the hash is made of: as it was typed, or as the user is stored. */
  readonly hashed: string;
  readonly call: (hash: string, world: World) => Promise<unknown>;
}

const codeSent = async ({ pool }: World) => (await pool.messages.next()).code;

const rows: Readonly<Record<string, HashRow>> = {
  SignUp: {
    hashed: 'bob',
    call: (SecretHash, { sdk }) => sdk.signUp({ ClientId, Username: 'bob', Password: PASSWORD, SecretHash }),
  },
  ResendConfirmationCode: {
    seed: unconfirmed,
    hashed: 'ada',
    call: (SecretHash, { sdk }) => sdk.resendConfirmationCode({ ClientId, Username: 'ada', SecretHash }),
  },
  ConfirmSignUp: {
    seed: unconfirmed,
    hashed: 'ada',
    call: async (SecretHash, world) => {
      const who = { ClientId, Username: 'ada' };
      await world.sdk.resendConfirmationCode({ ...who, SecretHash: hashOf('ada') });
      const ConfirmationCode = await codeSent(world);
      return world.sdk.confirmSignUp({ ...who, SecretHash, ConfirmationCode });
    },
  },
  'ForgotPassword by alias': {
    hashed: EMAIL,
    call: (SecretHash, { sdk }) => sdk.forgotPassword({ ClientId, Username: EMAIL, SecretHash }),
  },
  'ConfirmForgotPassword by alias': {
    hashed: EMAIL,
    call: async (SecretHash, world) => {
      const who = { ClientId, Username: EMAIL };
      await world.sdk.forgotPassword({ ...who, SecretHash: hashOf(EMAIL) });
      const code = { ConfirmationCode: await codeSent(world), Password: NEXT_PASSWORD };
      return world.sdk.confirmForgotPassword({ ...who, ...code, SecretHash });
    },
  },
  'InitiateAuth by alias': {
    hashed: EMAIL,
    call: (SECRET_HASH, { sdk }) =>
      sdk.initiateAuth({ ClientId, AuthFlow, AuthParameters: { USERNAME: EMAIL, PASSWORD, SECRET_HASH } }),
  },
  'AdminInitiateAuth by alias': {
    hashed: EMAIL,
    call: (SECRET_HASH, { pool, sdk }) =>
      sdk.adminInitiateAuth({
        UserPoolId: pool.userPoolId,
        ClientId,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: EMAIL, PASSWORD, SECRET_HASH },
      }),
  },
  'InitiateAuth with a refresh token': {
    hashed: 'ada',
    call: async (SECRET_HASH, { pool, sdk }) => {
      const { refreshToken: REFRESH_TOKEN } = await pool.tokensFor('ada');
      const AuthParameters = { REFRESH_TOKEN, SECRET_HASH };
      return sdk.initiateAuth({ ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters });
    },
  },
  'RespondToAuthChallenge after an alias': {
    hashed: 'ada',
    call: async (SECRET_HASH, { pool, sdk }) => {
      const first = { SECRET_HASH: hashOf(EMAIL) };
      const second = () => ({ SECRET_HASH });
      const attempt = { ClientId, username: EMAIL, password: PASSWORD, first, second };
      return sdk.respondToAuthChallenge(await passwordClaim(pool, attempt));
    },
  },
  'AdminRespondToAuthChallenge after an alias': {
    hashed: 'ada',
    call: async (SECRET_HASH, { pool, sdk }) => {
      const first = { SECRET_HASH: hashOf(EMAIL) };
      const second = () => ({ SECRET_HASH });
      const claim = await passwordClaim(pool, {
        ClientId,
        username: EMAIL,
        password: PASSWORD,
        first,
        second,
      });
      return sdk.adminRespondToAuthChallenge({ UserPoolId: pool.userPoolId, ...claim });
    },
  },
};

test.each(Object.entries(rows))('%s takes the hash of the right name', async (_, row) => {
  const pool = await poolWith(row.seed ?? seed);
  const world = { pool, sdk: sdkFor(pool) };
  const stranger = hashOf(row.hashed === EMAIL ? 'ada' : EMAIL);
  expect(await refusalOf(row.call(stranger, world))).toEqual(
    notAuthorized('SecretHash does not match for the client: server'),
  );
  await row.call(hashOf(row.hashed), world);
});

test('GetTokensFromRefreshToken and RevokeToken take the secret itself', async () => {
  const pool = await poolWith(seed);
  const sdk = sdkFor(pool);
  const { refreshToken } = await pool.tokensFor('ada');
  const secret = { ClientId, ClientSecret: CLIENT_SECRET };
  const renewed = await sdk.getTokensFromRefreshToken({ ...secret, RefreshToken: refreshToken });
  expect(renewed.AuthenticationResult?.AccessToken).toBeDefined();
  await sdk.revokeToken({ ...secret, Token: refreshToken });
  expect(await refusalOf(sdk.getTokensFromRefreshToken({ ...secret, RefreshToken: refreshToken }))).toEqual(
    notAuthorized('Refresh Token has been revoked'),
  );
});

test('an operation that names no client needs no hash', async () => {
  const pool = await poolWith(seed);
  const sdk = sdkFor(pool);
  const { accessToken: AccessToken } = await pool.tokensFor('ada');
  expect((await sdk.getUser({ AccessToken })).Username).toBe('ada');
  expect(await sdk.associateSoftwareToken({ AccessToken }).catch(({ name }) => name)).not.toBe(
    'NotAuthorizedException',
  );
});
