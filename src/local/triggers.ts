/**
 * The three triggers of custom authentication, as functions in this process. Events have the names and shapes that
 * Cognito gives its Lambda functions, so a handler written for one serves here too.
 */

type Awaitable<T> = T | Promise<T>;
type Strings = Readonly<Record<string, string>>;

/** One challenge of the sign-in so far, oldest first in `request.session`. */
export interface ChallengeResult {
  /** `SRP_A`, `PASSWORD_VERIFIER` or `CUSTOM_CHALLENGE`. */
  readonly challengeName: string;
  readonly challengeResult: boolean;
  /** What the trigger that made the challenge called it. */
  readonly challengeMetadata?: string;
}

interface TriggerEvent<Source extends string, Request, Response> {
  readonly version: string;
  readonly triggerSource: Source;
  readonly region: string;
  readonly userPoolId: string;
  readonly userName: string;
  readonly callerContext: { readonly awsSdkVersion: string; readonly clientId: string };
  readonly request: Request & {
    readonly userAttributes: Strings;
    readonly clientMetadata?: Strings;
    /** True for a name that nobody has, where the app client hides that. */
    readonly userNotFound?: boolean;
  };
  /** To be filled in by the trigger. */
  response: Response;
}

/** Decides what comes next: another challenge, tokens, or the end. */
export type DefineAuthChallengeEvent = TriggerEvent<
  'DefineAuthChallenge_Authentication',
  { readonly session: readonly ChallengeResult[] },
  {
    /** `CUSTOM_CHALLENGE`, or `PASSWORD_VERIFIER` after `SRP_A`. */
    challengeName?: string;
    issueTokens?: boolean;
    failAuthentication?: boolean;
  }
>;

/** Makes a custom challenge. */
export type CreateAuthChallengeEvent = TriggerEvent<
  'CreateAuthChallenge_Authentication',
  { readonly challengeName: string; readonly session: readonly ChallengeResult[] },
  {
    /** What the client sees, as `ChallengeParameters`. */
    publicChallengeParameters?: Record<string, string>;
    /** What the answer is checked with. It stays in the pool. */
    privateChallengeParameters?: Record<string, string>;
    challengeMetadata?: string;
  }
>;

/** Checks the answer to a custom challenge. */
export type VerifyAuthChallengeEvent = TriggerEvent<
  'VerifyAuthChallengeResponse_Authentication',
  { readonly privateChallengeParameters: Strings; readonly challengeAnswer: string },
  { answerCorrect?: boolean }
>;

/** Receives an event and returns it with its `response` filled in. What it throws, the client reads. */
export type Trigger<Event> = (event: Event) => Awaitable<Event>;

/** The triggers of a pool. All three are needed for CUSTOM_AUTH. */
export interface AuthTriggers {
  readonly defineAuthChallenge: Trigger<DefineAuthChallengeEvent>;
  readonly createAuthChallenge: Trigger<CreateAuthChallengeEvent>;
  readonly verifyAuthChallenge: Trigger<VerifyAuthChallengeEvent>;
}

/** A question of the seed, with the one answer that is right. */
export interface CustomChallenge {
  readonly question: string;
  readonly answer: string;
}

/**
 * Triggers that ask these questions one after the other. The first wrong answer ends the sign-in. A client that
 * begins with SRP proves the password first.
 */
export function triggersAsking(challenges: readonly CustomChallenge[]): AuthTriggers {
  const asked = (session: readonly ChallengeResult[]) =>
    session.filter(({ challengeName }) => challengeName === 'CUSTOM_CHALLENGE').length;
  return {
    defineAuthChallenge: event => {
      const { session } = event.request;
      if (session.some(({ challengeResult }) => !challengeResult)) event.response.failAuthentication = true;
      else if (session.at(-1)?.challengeName === 'SRP_A') event.response.challengeName = 'PASSWORD_VERIFIER';
      else if (asked(session) === challenges.length) event.response.issueTokens = true;
      else event.response.challengeName = 'CUSTOM_CHALLENGE';
      return event;
    },
    createAuthChallenge: event => {
      const { question = '', answer = '' } = challenges[asked(event.request.session)] ?? {};
      event.response.publicChallengeParameters = { question };
      event.response.privateChallengeParameters = { answer };
      return event;
    },
    verifyAuthChallenge: event => {
      const { privateChallengeParameters, challengeAnswer } = event.request;
      event.response.answerCorrect = challengeAnswer === privateChallengeParameters.answer;
      return event;
    },
  };
}
