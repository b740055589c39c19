import type { AuthenticationResultType } from '@aws-sdk/client-cognito-identity-provider';
import { ConnectionError } from '../errors/connection.js';
import { type CompleteTokenSet, complete, TokenSet } from './token-set.js';

/**
 * The tokens in an answer of Cognito's.
 *
 * @param address Where the answer came from, for the error.
 * @throws {ConnectionError} with `UNREADABLE_ANSWER` when it has none.
 */
export function tokensFrom(
  result: AuthenticationResultType | undefined,
  address: string,
  deviceKey?: string,
): CompleteTokenSet {
  const { AccessToken: accessToken, IdToken: idToken, RefreshToken: refreshToken } = result ?? {};
  if (!accessToken || !idToken)
    throw new ConnectionError('UNREADABLE_ANSWER', `${address} answered without tokens`, address);
  return complete(new TokenSet({ accessToken, idToken, refreshToken, deviceKey }));
}
