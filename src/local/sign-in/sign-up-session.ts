import { notAuthorized } from '../exception.js';
import type { UserRecord } from '../state/users.js';
import { afterFirstFactor } from './after-first-factor.js';
import type { AuthResponse, SignIn } from './types.js';

const CONFIRMED = { signUpConfirmed: 'true' } as const;

/** The `Session` that ConfirmSignUp returns: good for one sign-in by USER_AUTH, without another factor. */
export function openSignUpSession({ pool, client }: SignIn, { username }: UserRecord): string {
  return pool.sessions.open({
    challenge: 'SELECT_CHALLENGE',
    clientId: client.ClientId,
    username,
    data: CONFIRMED,
    validMinutes: client.AuthSessionValidity,
  }).id;
}

/** Signs in with that session. @throws NotAuthorizedException when it is not one, or another user's. */
export async function signInConfirmedUser(
  signIn: SignIn,
  user: UserRecord,
  id: string,
): Promise<AuthResponse> {
  const { pool, client } = signIn;
  const session = pool.sessions.require(id);
  const isTheirs = session.clientId === client.ClientId && session.username === user.username;
  if (!isTheirs || session.data.signUpConfirmed !== CONFIRMED.signUpConfirmed)
    throw notAuthorized('Invalid session for the user.');
  pool.sessions.spend(session);
  return afterFirstFactor(signIn, user);
}
