import { InvalidOptionError } from '../../errors/invalid-option.js';
import type { Pool } from '../pool/pool.js';
import { runPreTokenGeneration } from '../triggers/pre-token-generation.js';
import { beginSession } from './begin-session.js';

/** Tokens as a sign-in gives them. */
export interface LocalTokens {
  readonly accessToken: string;
  readonly idToken: string;
  readonly refreshToken: string;
  /** Seconds that the access token lives. */
  readonly expiresIn: number;
}

/**
 * Gives a user the tokens of a sign-in without one. No trigger runs but the one before tokens are generated.
 * @param clientId The app client that the tokens are for; the first where it is left out.
 * @throws {InvalidOptionError} for a user or client that is not there.
 */
export async function tokensFor(pool: Pool, username: string, clientId?: string): Promise<LocalTokens> {
  const user = pool.users.findForSignIn(username) ?? pool.users.findBySub(username);
  if (!user) throw new InvalidOptionError('username', 'is not a user of this pool');
  const client = clientId === undefined ? pool.clients.all()[0] : pool.clients.find(clientId);
  if (!client) throw new InvalidOptionError('options.clientId', 'is no app client of this pool');
  const overrides = await runPreTokenGeneration({ pool, client }, 'TokenGeneration_Authentication', user);
  const userSession = beginSession(pool, user.username, client);
  const refreshToken = pool.userSessions.issueRefreshToken(userSession);
  const { AccessToken, IdToken, ExpiresIn } = await pool.tokens.issue(user, client, userSession, overrides);
  return { accessToken: AccessToken, idToken: IdToken, refreshToken, expiresIn: ExpiresIn };
}
