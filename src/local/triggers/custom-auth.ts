import * as v from 'valibot';
import type { CustomChallenge } from '../state/settings.js';
import { flag, strings, type TriggerKind, text } from './call.js';
import type { AboutUser, Strings, Trigger, TriggerEvent } from './event.js';

/** One challenge of the sign-in so far, oldest first in `request.session`. */
export interface ChallengeResult {
  /** `SRP_A`, `PASSWORD_VERIFIER` or `CUSTOM_CHALLENGE`. */
  readonly challengeName: string;
  readonly challengeResult: boolean;
  /** What the trigger that made the challenge called it. */
  readonly challengeMetadata?: string;
}

interface AboutUserOrName extends AboutUser {
  /** True for a name that no user has, where the app client hides that. */
  readonly userNotFound?: boolean;
}

export interface DefineAuthChallengeResponse {
  /** `CUSTOM_CHALLENGE`, or `PASSWORD_VERIFIER` after `SRP_A`. */
  challengeName?: string | null | undefined;
  issueTokens?: boolean | null | undefined;
  failAuthentication?: boolean | null | undefined;
}

/** Decides what comes next: another challenge, tokens, or the end. */
export type DefineAuthChallengeEvent = TriggerEvent<
  'DefineAuthChallenge_Authentication',
  AboutUserOrName & { readonly session: readonly ChallengeResult[] },
  DefineAuthChallengeResponse
>;

export interface CreateAuthChallengeResponse {
  /** What the client sees, as `ChallengeParameters`. */
  publicChallengeParameters?: Record<string, string> | null | undefined;
  /** What the answer is checked with. It stays in the pool. */
  privateChallengeParameters?: Record<string, string> | null | undefined;
  challengeMetadata?: string | null | undefined;
}

/** Makes a custom challenge. */
export type CreateAuthChallengeEvent = TriggerEvent<
  'CreateAuthChallenge_Authentication',
  AboutUserOrName & { readonly challengeName: string; readonly session: readonly ChallengeResult[] },
  CreateAuthChallengeResponse
>;

export interface VerifyAuthChallengeResponse {
  answerCorrect?: boolean | null | undefined;
}

/** Checks the answer to a custom challenge. */
export type VerifyAuthChallengeEvent = TriggerEvent<
  'VerifyAuthChallengeResponse_Authentication',
  AboutUserOrName & { readonly privateChallengeParameters: Strings; readonly challengeAnswer: string },
  VerifyAuthChallengeResponse
>;

/** The triggers of CUSTOM_AUTH, which takes all three. */
export interface AuthTriggers {
  readonly defineAuthChallenge: Trigger<DefineAuthChallengeEvent>;
  readonly createAuthChallenge: Trigger<CreateAuthChallengeEvent>;
  readonly verifyAuthChallenge: Trigger<VerifyAuthChallengeEvent>;
}

export const defineAuthChallenge: TriggerKind<DefineAuthChallengeResponse> = {
  name: 'DefineAuthChallenge',
  response: v.object({ challengeName: text, issueTokens: flag, failAuthentication: flag }),
};

export const createAuthChallenge: TriggerKind<CreateAuthChallengeResponse> = {
  name: 'CreateAuthChallenge',
  response: v.object({
    publicChallengeParameters: v.nullish(strings),
    privateChallengeParameters: v.nullish(strings),
    challengeMetadata: text,
  }),
};

export const verifyAuthChallenge: TriggerKind<VerifyAuthChallengeResponse> = {
  name: 'VerifyAuthChallengeResponse',
  response: v.object({ answerCorrect: flag }),
};

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
