import type { ChallengeNameType } from '@aws-sdk/client-cognito-identity-provider';
import { invalidParameter } from '../internal/exception.js';
import { checkSecretHash } from '../state/secret-hash.js';
import type { UserRecord } from '../state/user-record.js';
import { askCode, askSimulatedCode } from './ask-code.js';
import { type Answerer, ask, findSession, type OpenAnswer } from './challenge.js';
import { afterFirstFactor } from './finish.js';
import { type FirstFactor, firstFactorsOf } from './first-factors.js';
import { findOrHide, srpSubject } from './identify.js';
import { required } from './parameters.js';
import { refuseByState } from './password-attempt.js';
import { signInConfirmedUser } from './sign-up-session.js';
import { simulatedChoice } from './simulated-choice.js';
import { requireSrpA } from './srp-question.js';
import type { AuthRequest, AuthResponse, Parameters } from './types.js';
import { checkSentPassword } from './user-password.js';
import { askPasswordProof } from './user-srp.js';

/** Who signs in by choice, without a user where the client hides that there is none. */
interface Subject {
  readonly name: string;
  readonly user: UserRecord | undefined;
}

/**
 * `USER_AUTH`: the first factor that the client prefers, where the user has it; else a choice. The `Session` of a
 * sign-up that was just confirmed signs in by itself.
 */
export async function startUserAuth(
  signIn: AuthRequest,
  parameters: Parameters,
  session?: string,
): Promise<AuthResponse> {
  const name = required(parameters, 'USERNAME');
  checkSecretHash(signIn.client, name, parameters.SECRET_HASH);
  const user = await findOrHide(signIn, name);
  if (user) refuseByState(user);
  if (user && session !== undefined) return signInConfirmedUser(signIn, user, session);

  const subject = { name, user };
  const AvailableChallenges = firstFactorsOf(signIn.pool.settings(), user);
  const preferred = AvailableChallenges.find(factor => factor === parameters.PREFERRED_CHALLENGE);
  const picked = user ? undefined : simulatedChoice(AvailableChallenges, signIn.pool.random);
  const response = await takeChosen(signIn, subject, { preferred, picked, parameters });
  return response.AuthenticationResult ? response : { ...response, AvailableChallenges };
}

interface Choice {
  /** What the client prefers and the user has. */
  readonly preferred: FirstFactor | undefined;
  /** What a user who does not exist is asked for. */
  readonly picked: FirstFactor | undefined;
  readonly parameters: Parameters;
}

async function takeChosen(
  signIn: AuthRequest,
  subject: Subject,
  { preferred, picked, parameters }: Choice,
): Promise<AuthResponse> {
  const factor = preferred ?? picked;
  if (!factor) return askFor(signIn, subject, 'SELECT_CHALLENGE');
  // A secret that was sent belongs to what the client prefers.
  const proceed = await takeFirstFactor(signIn, subject, factor, preferred ? parameters : {});
  return proceed();
}

/** A challenge without parameters of its own. */
function askFor(signIn: AuthRequest, subject: Subject, challenge: ChallengeNameType): AuthResponse {
  const { username } = srpSubject(signIn.pool, subject.name, subject.user);
  return ask(signIn, { username }, challenge, {}, remember(subject));
}

const remember = ({ name, user }: Subject): Parameters => (user ? {} : { unknownName: name });

/**
 * Continues with one first factor: at once where its secret was sent along, else by asking for it. What was sent is
 * checked now; the rest happens when the result is called.
 */
async function takeFirstFactor(
  signIn: AuthRequest,
  subject: Subject,
  factor: FirstFactor,
  parameters: Parameters,
): Promise<() => AuthResponse | Promise<AuthResponse>> {
  const { name, user } = subject;
  const data = remember(subject);
  if (factor === 'PASSWORD' && parameters.PASSWORD) {
    const signedIn = await checkSentPassword(signIn, subject, parameters.PASSWORD);
    return () => afterFirstFactor(signIn, signedIn);
  }
  if (factor === 'PASSWORD_SRP' && parameters.SRP_A) {
    const srpA = requireSrpA(parameters);
    return () => askPasswordProof(signIn, { name, user, srpA, data });
  }
  if (factor === 'PASSWORD' || factor === 'PASSWORD_SRP') return () => askFor(signIn, subject, factor);
  return () =>
    user ? askCode(signIn, user, factor, { firstFactor: 'true' }) : askSimulatedCode(signIn, name, factor);
}

const subjectOf = ({ user, session }: OpenAnswer): Subject => ({
  name: session.data.unknownName ?? session.username,
  user,
});

/** `SELECT_CHALLENGE`: continues with the factor that was chosen. A wrong password leaves the choice open. */
export const answerSelectChallenge: Answerer = async answer => {
  const found = findSession(answer, 'SELECT_CHALLENGE');
  const { pool, user, session, responses } = found;
  const typed = required(responses, 'ANSWER');
  const available = firstFactorsOf(pool.settings(), user);
  const factor = available.find(name => name === typed);
  if (!factor)
    throw invalidParameter('Invalid ANSWER: not one of the available challenges.', {
      expected: `one of ${available.join(', ') || 'nothing'}`,
      sent: typed,
    });
  const proceed = await takeFirstFactor(found, subjectOf(found), factor, responses);
  pool.authSessions.spend(session);
  return proceed();
};

/** `PASSWORD`: the password itself. A wrong one may be followed by another. */
export const answerPassword: Answerer = async answer => {
  const found = findSession(answer, 'PASSWORD');
  const signedIn = await checkSentPassword(found, subjectOf(found), required(found.responses, 'PASSWORD'));
  found.pool.authSessions.spend(found.session);
  return afterFirstFactor(found, signedIn);
};

/** `PASSWORD_SRP`: the client's `SRP_A`, which is answered as in the SRP flow. */
export const answerPasswordSrp: Answerer = async answer => {
  const found = findSession(answer, 'PASSWORD_SRP');
  const srpA = requireSrpA(found.responses);
  found.pool.authSessions.spend(found.session);
  const subject = subjectOf(found);
  return askPasswordProof(found, { ...subject, srpA, data: remember(subject) });
};
