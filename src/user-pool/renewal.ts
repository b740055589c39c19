import type { AuthenticationResultType } from '@aws-sdk/client-cognito-identity-provider';
import type { CallOptions } from '../api/call-options.js';
import type { CognitoApi } from '../api/cognito-api.js';
import { ConnectionError } from '../errors/connection.js';
import { UnsupportedError } from '../errors/service.js';
import { tokensFrom } from '../tokens/authentication-result.js';
import type { TokenSet } from '../tokens/token-set.js';

/** What a session needs to be renewed. */
export interface Renewable {
  readonly refreshToken: string;
  /** The stored username (the access token's `username` claim): an alias makes another secret hash. */
  readonly username: string;
  readonly deviceKey?: string | undefined;
}

/**
 * New tokens for a refresh token: GetTokensFromRefreshToken, or REFRESH_TOKEN_AUTH where the pool or emulator does
 * not have it.
 */
export async function renewedTokens(
  api: CognitoApi,
  session: Renewable,
  options?: CallOptions,
): Promise<TokenSet> {
  const { refreshToken, deviceKey } = session;
  const result = await authenticationResult(api, session, options);
  // Without rotation the answer has no refresh token: the one at hand stays good.
  return tokensFrom({ RefreshToken: refreshToken, ...result }, api.address, deviceKey);
}

async function authenticationResult(
  api: CognitoApi,
  session: Renewable,
  options?: CallOptions,
): Promise<AuthenticationResultType | undefined> {
  try {
    return await getTokensFromRefreshToken(api, session, options);
  } catch (error) {
    if (!isNotServed(error)) throw error;
    return await refreshTokenAuth(api, session, options);
  }
}

/** Emulators say in many ways that they do not have an operation; some with a page that is not Cognito's JSON. */
const isNotServed = (error: unknown): boolean =>
  error instanceof UnsupportedError ||
  (error instanceof ConnectionError && error.code === 'UNREADABLE_ANSWER' && error.httpStatus !== 200);

async function getTokensFromRefreshToken(
  api: CognitoApi,
  { refreshToken, deviceKey }: Renewable,
  options?: CallOptions,
) {
  const output = await api.callAs(
    'GetTokensFromRefreshToken',
    client => ({ ...client.credentials, RefreshToken: refreshToken, DeviceKey: deviceKey }),
    options,
  );
  return output.AuthenticationResult;
}

async function refreshTokenAuth(
  api: CognitoApi,
  { refreshToken, username, deviceKey }: Renewable,
  options?: CallOptions,
) {
  const parameters = { REFRESH_TOKEN: refreshToken, ...(deviceKey && { DEVICE_KEY: deviceKey }) };
  const output = await api.callAs(
    'InitiateAuth',
    client => ({
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      ClientId: client.id,
      AuthParameters: { ...parameters, ...client.secretHash(username) },
    }),
    options,
  );
  return output.AuthenticationResult;
}
