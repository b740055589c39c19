import type { AuthenticationResultType } from '@aws-sdk/client-cognito-identity-provider';
import type { CallOptions } from '../api/call-options.js';
import type { UnsignedApi } from '../api/unsigned-api.js';
import { ConnectionError } from '../errors/connection.js';
import { NotSignedInError } from '../errors/not-signed-in.js';
import { InvalidParameterError, UnsupportedError } from '../errors/service.js';
import { InvalidTokenError, KeysUnavailableError } from '../errors/token.js';
import { renewedFrom } from '../tokens/authentication-result.js';
import { type RevokeOutcome, revokeOutcome } from '../tokens/sign-out.js';
import { TokenSet } from '../tokens/token-set.js';
import type { PersonPool } from './pool.js';
import { verifiedAsIssued } from './token-time.js';

/** How to renew. */
export interface RenewOptions extends CallOptions {
  /**
   * Whose tokens they are, where a refresh token alone does not say so. Only an app client with a secret needs it, and only
   * where the pool lacks GetTokensFromRefreshToken.
   */
  readonly username?: string | undefined;
}

/**
 * New tokens for those of a session, checked to be genuine and the same person's. Storing them is left to the session.
 * Where the answer has no id token, the one at hand stays as long as it serves.
 *
 * @throws {NotSignedInError} when there is no refresh token.
 * @throws {InvalidTokenError | TokenExpiredError} when what came back is forged, or another person's.
 */
export async function renew(
  pool: PersonPool,
  tokens: TokenSet,
  { username = tokens.username, ...call }: RenewOptions = {},
): Promise<TokenSet> {
  const { refreshToken, deviceKey } = tokens;
  if (!refreshToken) throw new NotSignedInError('refreshToken');
  const renewed = await renewedTokens(pool.api, { refreshToken, username, deviceKey }, call);
  if (tokens.sub !== undefined && renewed.sub !== tokens.sub)
    throw new InvalidTokenError('the renewed tokens are those of another user', {
      mismatch: { claim: 'sub', expected: tokens.sub, actual: renewed.sub },
    });
  await verifiedAsIssued(pool.api, renewed, () => pool.assertGenuine(renewed)).catch(error => {
    // Rotation has spent the tokens before these. To drop them for want of keys would end the session.
    if (!(error instanceof KeysUnavailableError)) throw error;
  });
  if (renewed.idToken) return renewed;
  return new TokenSet({ ...renewed.data, idToken: servingIdToken(tokens, pool) });
}

function servingIdToken({ idToken }: TokenSet, { api, renewBeforeExpiryMs }: PersonPool): string | undefined {
  const isDue = !idToken || new TokenSet({ idToken }).expiresWithin(renewBeforeExpiryMs, api.now());
  return isDue ? undefined : idToken;
}

/** Ends the session that a refresh token belongs to (RevokeToken). */
export async function revoke(
  api: UnsignedApi,
  refreshToken: string,
  options?: CallOptions,
): Promise<RevokeOutcome> {
  const call = api.callAs(
    'RevokeToken',
    client => ({ ...client.credentials(), Token: refreshToken }),
    options,
  );
  return await revokeOutcome(call);
}

/** The same for whoever need not know what came of it. */
export async function revokeQuietly(api: UnsignedApi, { refreshToken }: TokenSet): Promise<void> {
  if (refreshToken) await revoke(api, refreshToken).catch(() => {});
}

/** What a session needs to be renewed. */
export interface Renewable {
  readonly refreshToken: string;
  /** The stored username (the access token's `username` claim): an alias makes another secret hash. */
  readonly username?: string | undefined;
  readonly deviceKey?: string | undefined;
}

/**
 * New tokens for a refresh token: GetTokensFromRefreshToken, or REFRESH_TOKEN_AUTH where the pool or emulator does
 * not have it. Where no answer comes in half of the time, or none with tokens, it is asked at once again: the pool may
 * have rotated the refresh token, and takes the old one for a grace time.
 */
export async function renewedTokens(
  api: UnsignedApi,
  session: Renewable,
  { timeoutMs = api.config.timeoutMs, signal }: CallOptions = {},
): Promise<TokenSet> {
  const half = { timeoutMs: Math.ceil(timeoutMs / 2), signal };
  try {
    return await renewedOnce(api, session, half);
  } catch (error) {
    if (!isLost(error)) throw error;
    return await renewedOnce(api, session, half);
  }
}

/** Whether the pool may have answered, and what it said is not known. */
const isLost = (error: unknown): boolean =>
  error instanceof ConnectionError &&
  (error.code === 'TIMED_OUT' || (error.code === 'UNREADABLE_ANSWER' && (error.httpStatus ?? 200) === 200));

async function renewedOnce(api: UnsignedApi, session: Renewable, options: CallOptions): Promise<TokenSet> {
  const { refreshToken: RefreshToken, deviceKey } = session;
  const result = await authenticationResult(api, session, options);
  // Without rotation the answer has no refresh token: the one at hand stays good.
  return renewedFrom({ RefreshToken, ...result }, api.address, deviceKey);
}

async function authenticationResult(
  api: UnsignedApi,
  session: Renewable,
  options?: CallOptions,
): Promise<AuthenticationResultType | undefined> {
  try {
    return await getTokensFromRefreshToken(api, session, options);
  } catch (error) {
    if (!isNotServed(error)) throw error;
    return await refreshTokenAuth(api, session, options).catch(refusal => {
      // A proxy's page had looked like an emulator's: this pool serves the operation, and was only out of reach.
      throw error instanceof ConnectionError && isFlowNotEnabled(refusal) ? error : refusal;
    });
  }
}

const isFlowNotEnabled = (error: unknown): boolean =>
  error instanceof InvalidParameterError && error.code === 'FLOW_NOT_ENABLED';

/** Emulators say in many ways that they do not have an operation; some with a page that is not Cognito's JSON. */
const isNotServed = (error: unknown): boolean =>
  error instanceof UnsupportedError ||
  (error instanceof ConnectionError && error.code === 'UNREADABLE_ANSWER' && error.httpStatus !== 200);

async function getTokensFromRefreshToken(
  api: UnsignedApi,
  { refreshToken, deviceKey }: Renewable,
  options?: CallOptions,
) {
  const output = await api.callAs(
    'GetTokensFromRefreshToken',
    client => ({ ...client.credentials(), RefreshToken: refreshToken, DeviceKey: deviceKey }),
    options,
  );
  return output.AuthenticationResult;
}

async function refreshTokenAuth(
  api: UnsignedApi,
  { refreshToken, username, deviceKey }: Renewable,
  options?: CallOptions,
) {
  const parameters = { REFRESH_TOKEN: refreshToken, ...(deviceKey && { DEVICE_KEY: deviceKey }) };
  const output = await api.callAs(
    'InitiateAuth',
    client => ({
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      ClientId: client.id,
      AuthParameters: { ...parameters, ...(username && client.secretHash(username)) },
    }),
    options,
  );
  return output.AuthenticationResult;
}
