import { notAuthorized } from '../internal/exception.js';
import type { AuthSessionRecord, SignUpStage } from '../state/auth-sessions.js';
import type { UserRecord } from '../state/user-record.js';
import { afterFirstFactor } from './finish.js';
import type { AuthRequest, AuthResponse } from './types.js';

/** A sign-up or sign-in at one client. */
type AtClient = Pick<AuthRequest, 'pool' | 'client'>;

/**
 * The `Session` that SignUp, and then ConfirmSignUp, return to clients that sign in by choice. The second leads to a
 * sign-in without another factor, whether or not the first was sent along: its code was proof enough.
 */
export const openSignUpSession = (
  { pool, client }: AtClient,
  { username }: UserRecord,
  stage: SignUpStage,
): string | undefined =>
  client.ExplicitAuthFlows.includes('ALLOW_USER_AUTH')
    ? pool.authSessions.open({
        challenge: stage,
        clientId: client.ClientId,
        username,
        validMinutes: client.AuthSessionValidity,
      }).id
    : undefined;

/** @throws NotAuthorizedException when the session is not of this stage, user and client. */
export function requireSignUpSession(
  { pool, client }: AtClient,
  { username }: UserRecord,
  id: string,
  stage: SignUpStage,
): AuthSessionRecord {
  const session = pool.authSessions.require(id);
  const { challenge, clientId } = session;
  if (challenge !== stage || clientId !== client.ClientId || session.username !== username)
    throw notAuthorized('Invalid session for the user.', {
      expected: `a Session of ${stage}, of ${username} at app client ${client.ClientId}`,
      sent: `one of ${challenge}, of ${session.username} at app client ${clientId}`,
    });
  return session;
}

/** Signs in with the session of a confirmed sign-up. @throws NotAuthorizedException when it is another. */
export async function signInConfirmedUser(
  signIn: AuthRequest,
  user: UserRecord,
  id: string,
): Promise<AuthResponse> {
  signIn.pool.authSessions.spend(requireSignUpSession(signIn, user, id, 'SIGN_UP_CONFIRMED'));
  return afterFirstFactor(signIn, user);
}
