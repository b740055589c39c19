import { incorrectPassword, invalidParameter } from '../internal/exception.js';
import type { AuthSessionRecord } from '../state/auth-sessions.js';
import { checkSecretHash } from '../state/secret-hash.js';
import type { UserRecord } from '../state/user-record.js';
import { callTrigger, unrecognizable } from '../triggers/call.js';
import {
  type ChallengeResult,
  createAuthChallenge,
  defineAuthChallenge,
  verifyAuthChallenge,
} from '../triggers/custom-auth.js';
import { type Answerer, ask, findSession } from './challenge.js';
import { afterLastFactor } from './finish.js';
import { findOrHide, srpSubject } from './identify.js';
import { required } from './parameters.js';
import { refuseByState } from './password-attempt.js';
import { requireSrpA } from './srp-question.js';
import { eventFor, requireTriggers } from './trigger.js';
import type { AuthRequest, AuthResponse, Parameters } from './types.js';
import { askPasswordProof } from './user-srp.js';

/** A custom sign-in between two calls of its triggers. */
interface CustomRun {
  /** As it was typed. */
  readonly name: string;
  /** The stored username, or a simulated one for a name that no user has. */
  readonly username: string;
  readonly user: UserRecord | undefined;
  readonly history: readonly ChallengeResult[];
}

/** `CUSTOM_AUTH`: the pool's triggers decide. A client that sends `SRP_A` may be asked for its password first. */
export async function startCustomAuth(signIn: AuthRequest, parameters: Parameters): Promise<AuthResponse> {
  const name = required(parameters, 'USERNAME');
  checkSecretHash(signIn.client, name, parameters.SECRET_HASH);
  requireTriggers(signIn);
  const user = await findOrHide(signIn, name);
  if (user) {
    refuseByState(user);
    signIn.pool.devices.refuseUnknown(user, signIn.deviceKey);
  }
  const { username } = user ?? srpSubject(signIn.pool, name, user);
  const srpA = opensWithSrp(parameters) ? requireSrpA(parameters) : undefined;
  const history = srpA === undefined ? [] : [{ challengeName: 'SRP_A', challengeResult: true }];
  return proceed(signIn, { name, username, user, history }, srpA);
}

function opensWithSrp({ CHALLENGE_NAME }: Parameters): boolean {
  if (CHALLENGE_NAME !== undefined && CHALLENGE_NAME !== 'SRP_A')
    throw invalidParameter('CHALLENGE_NAME should be SRP_A.');
  return CHALLENGE_NAME === 'SRP_A';
}

/** Asks the triggers what comes next, and does it. */
async function proceed(signIn: AuthRequest, run: CustomRun, srpA?: string): Promise<AuthResponse> {
  const decision = await define(signIn, run);
  if (decision.failAuthentication) throw incorrectPassword();
  if (decision.issueTokens) {
    if (!run.user) throw incorrectPassword();
    return afterLastFactor(signIn, run.user);
  }
  if (decision.challengeName === 'PASSWORD_VERIFIER' && srpA !== undefined)
    return askPasswordProof(signIn, { ...run, srpA, data: remember(run) });
  if (decision.challengeName === 'CUSTOM_CHALLENGE') return askCustomChallenge(signIn, run);
  throw unrecognizable();
}

function define(signIn: AuthRequest, run: CustomRun) {
  const { about, ...event } = eventFor(signIn, run);
  return callTrigger(defineAuthChallenge, requireTriggers(signIn).defineAuthChallenge, {
    ...event,
    triggerSource: 'DefineAuthChallenge_Authentication',
    request: { ...about, session: run.history },
    response: {},
  });
}

async function askCustomChallenge(signIn: AuthRequest, run: CustomRun): Promise<AuthResponse> {
  const challengeName = 'CUSTOM_CHALLENGE';
  const { about, ...event } = eventFor(signIn, run);
  const created = await callTrigger(createAuthChallenge, requireTriggers(signIn).createAuthChallenge, {
    ...event,
    triggerSource: 'CreateAuthChallenge_Authentication',
    request: { ...about, challengeName, session: run.history },
    response: {},
  });
  const { publicChallengeParameters, privateChallengeParameters, challengeMetadata } = created;
  const parameters = { USERNAME: run.username, ...publicChallengeParameters };
  return ask(signIn, run, challengeName, parameters, {
    ...remember(run),
    privateParameters: JSON.stringify(privateChallengeParameters ?? {}),
    ...(typeof challengeMetadata === 'string' && { challengeMetadata }),
  });
}

/** What a session keeps of the sign-in. */
const remember = ({ name, user, history }: CustomRun): Parameters => ({
  history: JSON.stringify(history),
  ...(!user && { unknownName: name }),
});

const historyIn = ({ data }: AuthSessionRecord): readonly ChallengeResult[] =>
  JSON.parse(data.history ?? '[]');

/** `CUSTOM_CHALLENGE`: the triggers judge the answer and say what comes next. */
export const answerCustomChallenge: Answerer = async answer => {
  const found = findSession(answer, 'CUSTOM_CHALLENGE');
  const { pool, session, user, responses } = found;
  const { username, data } = session;
  const challengeAnswer = required(responses, 'ANSWER');
  const { about, ...event } = eventFor(found, { username, user });
  const { answerCorrect } = await callTrigger(
    verifyAuthChallenge,
    requireTriggers(found).verifyAuthChallenge,
    {
      ...event,
      triggerSource: 'VerifyAuthChallengeResponse_Authentication',
      request: {
        ...about,
        privateChallengeParameters: JSON.parse(data.privateParameters ?? '{}'),
        challengeAnswer,
      },
      response: {},
    },
  );
  pool.authSessions.spend(session);
  const { challengeMetadata } = data;
  const result = {
    challengeName: 'CUSTOM_CHALLENGE',
    challengeResult: answerCorrect === true,
    ...(challengeMetadata !== undefined && { challengeMetadata }),
  };
  const history = [...historyIn(session), result];
  return proceed(found, { name: data.unknownName ?? username, username, user, history });
};

/** Whether the session is of a sign-in that triggers steer. */
export const isCustomAuth = ({ data }: AuthSessionRecord): boolean => data.history !== undefined;

/** What follows the password of a custom sign-in. */
export function continueCustomAuth(
  signIn: AuthRequest,
  user: UserRecord,
  session: AuthSessionRecord,
): Promise<AuthResponse> {
  const history = [...historyIn(session), { challengeName: 'PASSWORD_VERIFIER', challengeResult: true }];
  return proceed(signIn, { name: user.username, username: user.username, user, history });
}
