import type { ChallengeNameType } from '@aws-sdk/client-cognito-identity-provider';
import { incorrectPassword, invalidParameter } from '../internal/exception.js';
import { checkSecretHash } from '../state/secret-hash.js';
import type { UserRecord } from '../state/user-record.js';
import { refuseByState } from './admit.js';
import { afterFirstFactor } from './after-first-factor.js';
import { type Answerer, ask, findSession, type OpenAnswer } from './challenge.js';
import { askCode, askSimulatedCode } from './code-mfa.js';
import { type FirstFactor, firstFactorsOf } from './first-factors.js';
import { findOrHide, srpSubject } from './identify.js';
import { required } from './parameters.js';
import { signInConfirmedUser } from './sign-up-session.js';
import { requireSrpA } from './srp-question.js';
import type { AuthResponse, Parameters, SignIn } from './types.js';
import { admitByPassword } from './user-password.js';
import { askPasswordProof } from './user-srp.js';

/** Who signs in by choice; nobody for a name that the client hides. */
interface Chooser {
  readonly name: string;
  readonly user: UserRecord | undefined;
}

/**
 * `USER_AUTH`: the first factor that the client prefers, where the user has it; else a choice. The `Session` of a
 * sign-up that was just confirmed signs in by itself.
 */
export async function startUserAuth(
  signIn: SignIn,
  parameters: Parameters,
  session?: string,
): Promise<AuthResponse> {
  const name = required(parameters, 'USERNAME');
  checkSecretHash(signIn.client, name, parameters.SECRET_HASH);
  const user = await findOrHide(signIn, name);
  if (user) refuseByState(user);
  if (user && session !== undefined) return signInConfirmedUser(signIn, user, session);

  const chooser = { name, user };
  const AvailableChallenges = firstFactorsOf(signIn.pool.settings(), user);
  const preferred = AvailableChallenges.find(factor => factor === parameters.PREFERRED_CHALLENGE);
  const response = preferred
    ? await takeFirstFactor(signIn, chooser, preferred, parameters)()
    : askFor(signIn, chooser, 'SELECT_CHALLENGE');
  return response.AuthenticationResult ? response : { ...response, AvailableChallenges };
}

/** A challenge without parameters of its own. */
function askFor(signIn: SignIn, chooser: Chooser, challenge: ChallengeNameType): AuthResponse {
  const { username } = srpSubject(signIn.pool, chooser.name, chooser.user);
  return ask(signIn, { username }, challenge, {}, remember(chooser));
}

const remember = ({ name, user }: Chooser): Parameters => (user ? {} : { unknownName: name });

/**
 * Goes on with one first factor: at once where its secret was sent along, else by asking for it. What was sent is
 * checked now; the rest happens when the result is called.
 */
function takeFirstFactor(
  signIn: SignIn,
  chooser: Chooser,
  factor: FirstFactor,
  parameters: Parameters,
): () => AuthResponse | Promise<AuthResponse> {
  const { name, user } = chooser;
  const data = remember(chooser);
  if (factor === 'PASSWORD' && parameters.PASSWORD) {
    const admitted = admitOrRefuse(signIn, chooser, parameters.PASSWORD);
    return () => afterFirstFactor(signIn, admitted);
  }
  if (factor === 'PASSWORD_SRP' && parameters.SRP_A) {
    const srpA = requireSrpA(parameters);
    return () => askPasswordProof(signIn, { name, user, srpA, data });
  }
  if (factor === 'PASSWORD' || factor === 'PASSWORD_SRP') return () => askFor(signIn, chooser, factor);
  return () =>
    user ? askCode(signIn, user, factor, { firstFactor: 'true' }) : askSimulatedCode(signIn, name, factor);
}

function admitOrRefuse(signIn: SignIn, { user }: Chooser, password: string): UserRecord {
  if (!user) throw incorrectPassword();
  return admitByPassword(signIn, user, password);
}

const chooserOf = ({ user, session }: OpenAnswer): Chooser => ({
  name: session.data.unknownName ?? session.username,
  user,
});

/** `SELECT_CHALLENGE`: goes on with the factor that was chosen. A wrong password leaves the choice open. */
export const answerSelectChallenge: Answerer = async answer => {
  const found = findSession(answer, 'SELECT_CHALLENGE');
  const { pool, user, session, responses } = found;
  const typed = required(responses, 'ANSWER');
  const factor = firstFactorsOf(pool.settings(), user).find(available => available === typed);
  if (!factor) throw invalidParameter('Invalid ANSWER: not one of the available challenges.');
  const proceed = takeFirstFactor(found, chooserOf(found), factor, responses);
  pool.authSessions.spend(session);
  return proceed();
};

/** `PASSWORD`: the password itself. A wrong one may be followed by another. */
export const answerPassword: Answerer = async answer => {
  const found = findSession(answer, 'PASSWORD');
  const admitted = admitOrRefuse(found, chooserOf(found), required(found.responses, 'PASSWORD'));
  found.pool.authSessions.spend(found.session);
  return afterFirstFactor(found, admitted);
};

/** `PASSWORD_SRP`: the client's `SRP_A`, which is answered as in the SRP flow. */
export const answerPasswordSrp: Answerer = async answer => {
  const found = findSession(answer, 'PASSWORD_SRP');
  const srpA = requireSrpA(found.responses);
  found.pool.authSessions.spend(found.session);
  const chooser = chooserOf(found);
  return askPasswordProof(found, { ...chooser, srpA, data: remember(chooser) });
};
