import type { ChallengeNameType } from '@aws-sdk/client-cognito-identity-provider';
import { notAuthorized, userDoesNotExist, userIsDisabled } from '../exception.js';
import type { SessionRecord } from '../state/sessions.js';
import type { UserRecord } from '../state/users.js';
import { required } from './parameters.js';
import type { AuthResponse, Parameters, SignIn } from './types.js';

/** An answer to a challenge, as RespondToAuthChallenge brings it. */
export interface Answer extends SignIn {
  readonly responses: Parameters;
  readonly session: string | undefined;
}

/** An answer whose `Session` was found good. */
export interface SessionAnswer extends SignIn {
  readonly responses: Parameters;
  readonly session: SessionRecord;
  readonly user: UserRecord;
}

export type Answerer = (answer: Answer) => Promise<AuthResponse>;

/** Asks: a new `Session` that remembers `data`, and the challenge's public parameters. */
export function ask(
  { pool, client }: SignIn,
  user: UserRecord,
  challenge: ChallengeNameType,
  parameters: Parameters,
  data: Parameters = {},
): AuthResponse {
  const { id } = pool.sessions.open({
    challenge,
    clientId: client.ClientId,
    username: user.username,
    data,
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
    found.pool.sessions.spend(found.session);
    return proceed(found, verified);
  };

function requireSession(answer: Answer, challenge: ChallengeNameType): SessionAnswer {
  const { pool, client, responses } = answer;
  const session = pool.sessions.require(required({ Session: answer.session ?? '' }, 'Session'));
  const user = pool.users.findForSignIn(session.username);
  if (!user) throw userDoesNotExist();
  const named = pool.users.findForSignIn(required(responses, 'USERNAME'));
  if (session.challenge !== challenge || session.clientId !== client.ClientId || named !== user)
    throw notAuthorized('Invalid session for the user.');
  if (!user.enabled) throw userIsDisabled();
  return { pool, client, responses, session, user };
}
