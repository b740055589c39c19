import type { ChallengeNameType } from '@aws-sdk/client-cognito-identity-provider';
import {
  CognitoException,
  incorrectPassword,
  notAuthorized,
  userDoesNotExist,
  userIsDisabled,
  type Why,
} from '../internal/exception.js';
import type { AuthSessionRecord } from '../state/auth-sessions.js';
import type { UserRecord } from '../state/user-record.js';
import { required } from './parameters.js';
import type { AuthRequest, AuthResponse, Parameters } from './types.js';

/** An answer to a challenge, as RespondToAuthChallenge brings it. */
export interface ChallengeAnswer extends AuthRequest {
  readonly responses: Parameters;
  readonly session: string | undefined;
}

/** An answer whose `Session` was found good. */
export interface OpenAnswer extends AuthRequest {
  readonly responses: Parameters;
  readonly session: AuthSessionRecord;
  /** Absent where the client hides who exists and no user has the name. */
  readonly user: UserRecord | undefined;
}

/** An answer in the sign-in of a user who exists. */
export interface SessionAnswer extends OpenAnswer {
  readonly user: UserRecord;
}

export type Answerer = (answer: ChallengeAnswer) => Promise<AuthResponse>;

/** Asks: a new `Session` that remembers `data`, and the challenge's public parameters. */
export function ask(
  { pool, client, deviceKey, passwordSent }: AuthRequest,
  { username }: Pick<UserRecord, 'username'>,
  challenge: ChallengeNameType,
  parameters: Parameters,
  data: Parameters = {},
): AuthResponse {
  const { id } = pool.authSessions.open({
    challenge,
    clientId: client.ClientId,
    username,
    data: {
      ...(deviceKey !== undefined && { deviceKey }),
      ...(passwordSent && { passwordSent: 'true' }),
      ...data,
    },
    validMinutes: client.AuthSessionValidity,
  });
  return { ChallengeName: challenge, Session: id, ChallengeParameters: parameters };
}

interface SessionChallenge<Verified> {
  readonly name: ChallengeNameType;
  /** Checks the answer and throws when it is wrong; the session stays good for another try. */
  verify(answer: SessionAnswer): Verified;
  /** What follows a right answer, once its session is spent. */
  proceed(answer: SessionAnswer, verified: Verified): Promise<AuthResponse>;
}

/** A challenge whose state is in a `Session`: used up by a right answer, and only by that. */
export const sessionChallenge =
  <Verified>({ name, verify, proceed }: SessionChallenge<Verified>): Answerer =>
  async answer => {
    const found = requireSession(answer, name);
    const verified = verify(found);
    found.pool.authSessions.spend(found.session);
    return proceed(found, verified);
  };

/** As {@link findSession}, for those who exist. @throws what a wrong answer gets, for those who do not. */
export function requireSession(answer: ChallengeAnswer, challenge: ChallengeNameType): SessionAnswer {
  const found = findSession(answer, challenge);
  const { user } = found;
  const why = { expected: 'the name of a user of the pool', sent: 'a name that no user has' };
  if (!user) throw challenge.endsWith('_OTP') ? wrongMfaCode(why) : incorrectPassword(why);
  return { ...found, user };
}

/** What an SMS or e-mail code gets that is not the one that was sent. */
export const wrongMfaCode = (why: Why) =>
  new CognitoException('CodeMismatchException', 'Invalid code or auth state for the user.', why);

/**
 * The session that an answer belongs to, and whose it is.
 * @throws NotAuthorizedException when it is not good for this answer, ResourceNotFoundException for an unknown device.
 */
export function findSession(answer: ChallengeAnswer, challenge: ChallengeNameType): OpenAnswer {
  const { pool, client, responses, clientMetadata } = answer;
  const session = pool.authSessions.require(required({ Session: answer.session ?? '' }, 'Session'));
  const user = pool.users.findForSignIn(session.username);
  if (!user && session.data.unknownName === undefined) throw userDoesNotExist();
  const isTheirs = isNamedIn(answer, session, user);
  if (session.challenge !== challenge || session.clientId !== client.ClientId || !isTheirs)
    throw notAuthorized('Invalid session for the user.', {
      expected: `the Session of ${session.challenge}, of ${session.username} at app client ${session.clientId}`,
      sent: `it with ${challenge}, USERNAME ${responses.USERNAME}, at app client ${client.ClientId}`,
    });
  if (user && !user.enabled) throw userIsDisabled();
  if (user) pool.devices.refuseUnknown(user, answer.deviceKey);
  const deviceKey = answer.deviceKey ?? session.data.deviceKey;
  const passwordSent = session.data.passwordSent !== undefined;
  return { pool, client, responses, session, user, deviceKey, passwordSent, clientMetadata };
}

/** Whether the answer names the user of the session, by whichever of their names. */
function isNamedIn(
  { pool, responses }: ChallengeAnswer,
  session: AuthSessionRecord,
  user: UserRecord | undefined,
): boolean {
  const named = required(responses, 'USERNAME');
  if (user) return pool.users.findForSignIn(named) === user;
  const unknownName = pool.users.fold(session.data.unknownName ?? '');
  return pool.users.fold(named) === unknownName || named === session.username;
}
