import type { AuthenticationResultType } from '@aws-sdk/client-cognito-identity-provider';
import { ConnectionError } from '../errors/connection.js';
import { type CompleteTokenSet, complete, TokenSet } from './token-set.js';

/**
 * The tokens of a sign-in.
 *
 * @param address Where the answer came from, for the error.
 * @throws {ConnectionError} with `UNREADABLE_ANSWER` when it has none.
 */
export function tokensFrom(
  result: AuthenticationResultType | undefined,
  address: string,
  deviceKey?: string,
): CompleteTokenSet {
  if (!result?.IdToken) throw withoutTokens(address);
  return complete(renewedFrom(result, address, deviceKey));
}

/**
 * The tokens of a renewal, of which emulators leave out the id token.
 *
 * @throws {ConnectionError} with `UNREADABLE_ANSWER` when there is no access token.
 */
export function renewedFrom(
  { AccessToken: accessToken, IdToken: idToken, RefreshToken: refreshToken }: AuthenticationResultType,
  address: string,
  deviceKey?: string,
): TokenSet {
  if (!accessToken) throw withoutTokens(address);
  return new TokenSet({ accessToken, idToken, refreshToken, deviceKey });
}

const withoutTokens = (address: string): ConnectionError =>
  new ConnectionError('UNREADABLE_ANSWER', `${address} answered without tokens`, address);
