import { invalidParameter, userDoesNotExist, userIsDisabled } from '../exception.js';
import { rotatesRefreshTokens } from '../state/clients.js';
import type { OriginRecord } from '../state/origins.js';
import type { UserRecord } from '../state/users.js';
import { required } from './parameters.js';
import { checkSecretHash } from './secret-hash.js';
import type { AuthResponse, Parameters, SignIn } from './types.js';

/** `REFRESH_TOKEN_AUTH`: fresh access and ID tokens, and no new refresh token. Clients that rotate may not. */
export async function refresh(signIn: SignIn, parameters: Parameters): Promise<AuthResponse> {
  const { pool, client } = signIn;
  if (rotatesRefreshTokens(client))
    throw invalidParameter('REFRESH_TOKEN_AUTH flow not enabled for this client');
  const { origin, user } = redeemRefreshToken(signIn, required(parameters, 'REFRESH_TOKEN'));
  checkSecretHash(client, user.username, parameters.SECRET_HASH);
  return { ChallengeParameters: {}, AuthenticationResult: await pool.tokens.issue(user, client, origin) };
}

/**
 * The sign-in and the user behind a refresh token.
 * @throws when the token or the user no longer counts.
 */
export function redeemRefreshToken(
  { pool, client }: SignIn,
  token: string,
): { origin: OriginRecord; user: UserRecord } {
  const origin = pool.origins.redeem(token, client);
  const user = pool.users.findForSignIn(origin.username);
  if (!user) throw userDoesNotExist();
  if (!user.enabled) throw userIsDisabled();
  return { origin, user };
}
