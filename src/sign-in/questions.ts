import type { Challenge, ChallengeRequiredError } from '../errors/challenge.js';
import * as E from '../errors/challenge.js';
import { parseJson } from '../internal/json.js';
import { check, nonEmpty, strictOptions, stringMap, text } from '../internal/options.js';
import { optional } from '../internal/schemas.js';
import type {
  ChallengeHandlers,
  ChoicePrompt,
  CodePrompt,
  CustomChallengePrompt,
  NewPasswordPrompt,
  NewPasswordReply,
  Prompt,
} from './handlers.js';
import type { SignIn } from './sign-in.js';

/** What goes into RespondToAuthChallenge, besides the username, the secret hash and the device key. */
export interface ChallengeResponse {
  readonly responses: Readonly<Record<string, string>>;
  /** The session to respond with, where another operation has replaced the challenge's own. */
  readonly session?: string | undefined;
}

/** Responds to a challenge, or throws the challenge's own error when it cannot. */
export type Responder = (challenge: Challenge, signIn: SignIn, attempt: number) => Promise<ChallengeResponse>;

/** A challenge that a person or a program outside answers. */
export interface Question<P extends Prompt, Reply> {
  readonly error: new (challenge: Challenge, answeredBy: string) => ChallengeRequiredError;
  readonly handler: keyof ChallengeHandlers;
  /** What the handler gets, besides the challenge and the attempt. */
  readonly prompt: (challenge: Challenge, signIn: SignIn) => Omit<P, keyof Prompt>;
  readonly respond: (reply: Reply, challenge: Challenge, signIn: SignIn) => ChallengeResponse;
}

/** Calls the handler, or throws the challenge's error. */
export const byHandler =
  <P extends Prompt, Reply>(question: Question<P, Reply>): Responder =>
  async (challenge, signIn, attempt) => {
    const handler = signIn.handlers[question.handler] as ((prompt: P) => Reply | Promise<Reply>) | undefined;
    if (!handler) throw new question.error(challenge, `${methodOf(question.handler)}()`);
    const prompt = { challenge, attempt, ...question.prompt(challenge, signIn) } as P;
    return question.respond(await signIn.ask(() => handler(prompt)), challenge, signIn);
  };

/** The method that answers by hand what a handler answers: `respondToSmsMfa` for `onSmsMfa`. */
const methodOf = (handler: keyof ChallengeHandlers): string => `respondTo${handler.slice('on'.length)}`;

/** A challenge whose answer is a code, such as `SMS_MFA_CODE` for SMS_MFA. */
const codeQuestion = (
  error: Question<CodePrompt, string>['error'],
  handler: keyof ChallengeHandlers,
): Question<CodePrompt, string> => ({
  error,
  handler,
  prompt: ({ parameters }) => ({
    ...(parameters.CODE_DELIVERY_DESTINATION && { destination: parameters.CODE_DELIVERY_DESTINATION }),
    ...(parameters.CODE_DELIVERY_DELIVERY_MEDIUM && { medium: parameters.CODE_DELIVERY_DELIVERY_MEDIUM }),
    ...(parameters.FRIENDLY_DEVICE_NAME && { deviceName: parameters.FRIENDLY_DEVICE_NAME }),
  }),
  respond: (code, { name }) => ({ responses: { [`${name}_CODE`]: text(code, 'code') } }),
});

export const softwareTokenMfa = codeQuestion(E.SoftwareTokenMfaRequiredError, 'onSoftwareTokenMfa');
export const smsMfa = codeQuestion(E.SmsMfaRequiredError, 'onSmsMfa');
export const emailOtp = codeQuestion(E.EmailOtpRequiredError, 'onEmailOtp');
export const smsOtp = codeQuestion(E.SmsOtpRequiredError, 'onSmsOtp');

export const selectMfaType: Question<ChoicePrompt, string> = {
  error: E.SelectMfaTypeRequiredError,
  handler: 'onSelectMfaType',
  prompt: ({ parameters }) => ({ choices: listIn(parameters.MFAS_CAN_CHOOSE) }),
  respond: choice => ({ responses: { ANSWER: text(choice, 'choice') } }),
};

export const selectChallenge: Question<ChoicePrompt, string> = {
  error: E.SelectChallengeRequiredError,
  handler: 'onSelectChallenge',
  prompt: ({ available }) => ({ choices: available ?? [] }),
  respond: (choice, _challenge, signIn) => ({
    responses: {
      ANSWER: text(choice, 'choice'),
      ...(choice === 'PASSWORD' && signIn.password !== undefined && { PASSWORD: signIn.password }),
      ...(choice === 'PASSWORD_SRP' && { SRP_A: signIn.ephemeral.srpA }),
    },
  }),
};

export const customChallenge: Question<CustomChallengePrompt, string> = {
  error: E.CustomChallengeRequiredError,
  handler: 'onCustomChallenge',
  prompt: ({ parameters }, signIn) => ({ parameters, round: signIn.customRounds }),
  respond: reply => ({ responses: { ANSWER: text(reply, 'answer') } }),
};

const newPasswordReply = strictOptions({ newPassword: nonEmpty, attributes: optional(stringMap) });

const ATTRIBUTE_PREFIX = 'userAttributes.';

export const newPassword: Question<NewPasswordPrompt, string | NewPasswordReply> = {
  error: E.NewPasswordRequiredError,
  handler: 'onNewPasswordRequired',
  prompt: ({ parameters }) => ({
    requiredAttributes: listIn(parameters.requiredAttributes).map(name =>
      name.startsWith(ATTRIBUTE_PREFIX) ? name.slice(ATTRIBUTE_PREFIX.length) : name,
    ),
    userAttributes: attributesIn(parameters.userAttributes),
  }),
  respond: (reply, { parameters }) => {
    const given = typeof reply === 'string' ? { newPassword: reply } : reply;
    const { newPassword: chosen, attributes = {} } = check(newPasswordReply, given, 'reply');
    // Cognito refuses an attribute that the user already has, even with the same value.
    const known = attributesIn(parameters.userAttributes);
    const changed = Object.entries(attributes).filter(([name, value]) => known[name] !== value);
    return {
      responses: {
        NEW_PASSWORD: chosen,
        ...Object.fromEntries(changed.map(([name, value]) => [ATTRIBUTE_PREFIX + name, value])),
      },
    };
  },
};

/** A list that Cognito sends as JSON inside a string. One that cannot be read counts as empty. */
export function listIn(json: string | undefined): readonly string[] {
  const value = parseJson(json ?? '');
  return Array.isArray(value) ? value.filter(item => typeof item === 'string') : [];
}

function attributesIn(json: string | undefined): Readonly<Record<string, string>> {
  const value = parseJson(json ?? '');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([name, content]) => [name, String(content)]));
}
