import type { AuthFlowType } from '@aws-sdk/client-cognito-identity-provider';
import { ada, adaWithTotp, closeAfterEach, PASSWORD, poolWith, TOTP_SECRET } from '../helpers/pool.js';
import { refusal, refusalOf, sdkFor } from '../helpers/sdk.js';
import { totpCode } from '../helpers/totp.js';

closeAfterEach();

const ClientId = 'app';
const everyFlow = [
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
] as const;
const allowing = (...ExplicitAuthFlows: (typeof everyFlow)[number][]) => ({
  clients: [{ clientId: ClientId, ExplicitAuthFlows }],
  users: [ada],
});
const AuthParameters = { USERNAME: 'ada', PASSWORD };

test.each(['ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'] as const)(
  '%s signs in by alias, by administrators only',
  async AuthFlow => {
    const pool = await poolWith({ ...allowing(...everyFlow), AliasAttributes: ['email'] });
    const sdk = sdkFor(pool);
    const UserPoolId = pool.userPoolId;
    const parameters = { USERNAME: 'ada@example.com', PASSWORD };
    await expect(
      sdk.adminInitiateAuth({ UserPoolId, ClientId, AuthFlow, AuthParameters: parameters }),
    ).resolves.toMatchObject({ AuthenticationResult: { TokenType: 'Bearer' } });
    await expect(refusalOf(sdk.initiateAuth({ ClientId, AuthFlow, AuthParameters }))).resolves.toEqual(
      refusal('InvalidParameterException', 'Initiate Auth method not supported.'),
    );
  },
);

test('USER_PASSWORD_AUTH is not for administrators', async () => {
  const pool = await poolWith(allowing(...everyFlow));
  const call = sdkFor(pool).adminInitiateAuth({
    UserPoolId: pool.userPoolId,
    ClientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters,
  });
  await expect(refusalOf(call)).resolves.toEqual(
    refusal('InvalidParameterException', 'Initiate Auth method not supported.'),
  );
});

test('an unsigned call is refused', async () => {
  const pool = await poolWith(allowing(...everyFlow));
  for (const operation of ['AdminInitiateAuth', 'AdminRespondToAuthChallenge']) {
    const response = await fetch(pool.endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}` },
      body: '{}',
    });
    await expect(response.json()).resolves.toMatchObject({ __type: 'MissingAuthenticationTokenException' });
  }
});

test.each<[AuthFlowType, string]>([
  ['ADMIN_USER_PASSWORD_AUTH', 'Auth flow not enabled for this client'],
  ['ADMIN_NO_SRP_AUTH', 'Auth flow not enabled for this client'],
  ['USER_SRP_AUTH', 'USER_SRP_AUTH flow not enabled for this client'],
])('%s has to be allowed by the client', async (AuthFlow, message) => {
  const pool = await poolWith(allowing('ALLOW_REFRESH_TOKEN_AUTH'));
  const call = sdkFor(pool).adminInitiateAuth({
    UserPoolId: pool.userPoolId,
    ClientId,
    AuthFlow,
    AuthParameters,
  });
  await expect(refusalOf(call)).resolves.toEqual(refusal('InvalidParameterException', message));
});

test('challenges are answered and tokens refreshed by administrators', async () => {
  const pool = await poolWith({ ...allowing(...everyFlow), users: [adaWithTotp] });
  const sdk = sdkFor(pool);
  const app = { UserPoolId: pool.userPoolId, ClientId };
  const { ChallengeName, Session } = await sdk.adminInitiateAuth({
    ...app,
    AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
    AuthParameters,
  });
  expect(ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
  const answer = (code: string) =>
    sdk.adminRespondToAuthChallenge({
      ...app,
      ChallengeName,
      Session,
      ChallengeResponses: { USERNAME: 'ada', SOFTWARE_TOKEN_MFA_CODE: code },
    });
  const code = totpCode(TOTP_SECRET);
  await expect(refusalOf(answer(code === '000000' ? '000001' : '000000'))).resolves.toEqual(
    refusal('CodeMismatchException', 'Invalid code received for user'),
  );
  const { AuthenticationResult } = await answer(code);
  const refreshed = await sdk.adminInitiateAuth({
    ...app,
    AuthFlow: 'REFRESH_TOKEN_AUTH',
    AuthParameters: { REFRESH_TOKEN: AuthenticationResult?.RefreshToken ?? '' },
  });
  expect(refreshed.AuthenticationResult).not.toHaveProperty('RefreshToken');
});

test('a client of another pool does not exist here', async () => {
  const pool = await poolWith(allowing(...everyFlow));
  const call = sdkFor(pool).adminInitiateAuth({
    UserPoolId: pool.userPoolId,
    ClientId: 'elsewhere',
    AuthFlow: 'ADMIN_NO_SRP_AUTH',
    AuthParameters,
  });
  await expect(refusalOf(call)).resolves.toEqual(
    refusal('ResourceNotFoundException', 'User pool client elsewhere does not exist.'),
  );
});
