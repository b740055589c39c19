import type { UserRecord } from '../state/users.js';
import type { AuthResponse, SignIn } from './types.js';

/** The sign-in is done: a new family of tokens. */
export async function complete({ pool, client }: SignIn, user: UserRecord): Promise<AuthResponse> {
  const origin = pool.origins.begin(user.username, client);
  const RefreshToken = pool.origins.issueRefreshToken(origin);
  const tokens = await pool.tokens.issue(user, client, origin);
  return { ChallengeParameters: {}, AuthenticationResult: { ...tokens, RefreshToken } };
}
