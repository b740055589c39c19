import { type CallOptions, callOptionEntries } from '../api/call-options.js';
import type { Challenge } from '../errors/challenge.js';
import { InvalidOptionError } from '../errors/invalid-option.js';
import {
  callable,
  check,
  flag,
  listOf,
  nonEmpty,
  oneOf,
  strictOptions,
  stringMap,
} from '../internal/options.js';
import { custom, optional, refined } from '../internal/schemas.js';
import type { CognitoChallenge } from './challenge.js';
import type { FirstFactor } from './flows.js';
import { type ChallengeHandlers, HANDLER_NAMES } from './handlers.js';

/** How to sign in, besides the password. */
export interface AuthenticateOptions extends ChallengeHandlers, CallOptions {
  /** Passed to the pool's Lambda triggers. */
  readonly clientMetadata?: Readonly<Record<string, string>> | undefined;
  /**
   * Revokes the session that this sign-in takes the place of, held here or in the store, once the new one is kept. Where that
   * fails the sign-in stands, and the old session ends when it expires. Default false: another process may use it.
   */
  readonly revokeReplaced?: boolean | undefined;
}

/** How to sign in with custom challenges. */
export interface CustomAuthOptions extends AuthenticateOptions {
  /** Proves the password over SRP first. */
  readonly password?: string | undefined;
  /** Answers to the custom challenges, in their order, in place of `onCustomChallenge`. */
  readonly answers?: readonly string[] | undefined;
  /** `AuthParameters` of InitiateAuth besides those that this library sets. */
  readonly authParameters?: Readonly<Record<string, string>> | undefined;
}

/** How to sign in with a choice of first factors. */
export interface UserAuthOptions extends AuthenticateOptions {
  readonly password?: string | undefined;
  /** The first factor to ask for. Cognito offers a choice when the user does not have it. */
  readonly preferredChallenge?: FirstFactor | undefined;
}

/** A response given by hand. */
export interface RespondOptions extends AuthenticateOptions {
  /**
   * The challenge to respond to, where another instance or process met it; also as Cognito answered it to another client.
   * Default: the last one met here.
   */
  readonly challenge?: Challenge | CognitoChallenge | undefined;
  /** The password, for a choice that needs one. */
  readonly password?: string | undefined;
  /**
   * Responds with AWS credentials. Pass true with a challenge that `adminAuthenticate` met in another instance or process:
   * what comes back from outside does not turn them on by itself. Default: as the sign-in was begun, where it was met here.
   */
  readonly admin?: boolean | undefined;
}

/** How to begin an enrolment by hand. */
export interface BeginMfaSetupOptions extends RespondOptions {
  /** What the authenticator shows beside the username. Default `Cognito`. */
  readonly issuer?: string | undefined;
}

const FIRST_FACTORS = [
  'PASSWORD',
  'PASSWORD_SRP',
  'EMAIL_OTP',
  'SMS_OTP',
] as const satisfies readonly FirstFactor[];

/** The schema's entries of {@link AuthenticateOptions}. */
export const authenticateEntries = {
  ...Object.fromEntries(HANDLER_NAMES.map(name => [name, optional(callable())])),
  ...callOptionEntries,
  clientMetadata: optional(stringMap),
  revokeReplaced: optional(flag),
};
const password = optional(nonEmpty);

const SET_HERE = ['USERNAME', 'SECRET_HASH', 'DEVICE_KEY', 'CHALLENGE_NAME', 'SRP_A'];
const ownParameters = refined(
  stringMap,
  given => !SET_HERE.some(name => Object.hasOwn(given, name)),
  `must not have ${SET_HERE.join(', ')}: this library sets them`,
);

const schemas = {
  authenticate: strictOptions(authenticateEntries),
  customAuth: strictOptions({
    ...authenticateEntries,
    password,
    answers: optional(listOf('answers')),
    authParameters: optional(ownParameters),
  }),
  userAuth: strictOptions({
    ...authenticateEntries,
    password,
    preferredChallenge: optional(oneOf(...FIRST_FACTORS)),
  }),
  // A challenge that came back from outside is checked by itself, against the pool.
  respond: strictOptions({
    ...authenticateEntries,
    password,
    challenge: optional(custom<unknown>(() => true)),
    admin: optional(flag),
  }),
};

/** @throws {InvalidOptionError} naming the option at fault, as all of these. */
export const checkAuthenticate = (options: AuthenticateOptions = {}): AuthenticateOptions =>
  check(schemas.authenticate, options, 'options') as AuthenticateOptions;

export const checkUserAuth = (options: UserAuthOptions = {}): UserAuthOptions =>
  check(schemas.userAuth, options, 'options') as UserAuthOptions;

export const checkRespond = (options: RespondOptions = {}): RespondOptions =>
  check(schemas.respond, options, 'options') as RespondOptions;

const beginMfaSetup = strictOptions({ ...schemas.respond.entries, issuer: optional(nonEmpty) });

export const checkBeginMfaSetup = (options: BeginMfaSetupOptions = {}): BeginMfaSetupOptions =>
  check(beginMfaSetup, options, 'options') as BeginMfaSetupOptions;

/** The same, with a list of answers turned into the handler that gives them. */
export function checkCustomAuth(options: CustomAuthOptions = {}): Omit<CustomAuthOptions, 'answers'> {
  const { answers, ...rest } = check(schemas.customAuth, options, 'options') as CustomAuthOptions;
  if (!answers) return rest;
  return {
    ...rest,
    onCustomChallenge: ({ round }) => {
      const answer = answers[round - 1];
      if (answer !== undefined) return answer;
      throw new InvalidOptionError(
        'options.answers',
        `has ${answers.length} answers, and the pool asked ${round}`,
      );
    },
  };
}
