import * as v from 'valibot';
import { type PoolOptions, poolOptionEntries } from './config/pool-config.js';
import type { DeviceKeeping } from './device-keeper.js';
import { InvalidOptionError } from './errors/invalid-option.js';
import { gatesUrl } from './gates/options.js';
import { callable, check, nonEmpty, strictOptions, withMethods } from './internal/options.js';
import { callOptionEntries, stringMap } from './pool/call-options.js';
import type { CallOptions } from './pool/connection.js';
import type { FirstFactor } from './sign-in/flows.js';
import { type ChallengeHandlers, HANDLER_NAMES } from './sign-in/handlers.js';
import type { DeviceStore } from './tokens/device-store.js';
import { sessionOptionEntries } from './tokens/session-options.js';
import type { TokenStore } from './tokens/store.js';

/** Which pool, and who. */
export interface CognitoOptions extends PoolOptions {
  /** A username, e-mail address or phone number, as the pool allows. */
  readonly username?: string | undefined;
  /** Tokens of an earlier sign-in. Call `verifyTokens()` before trusting them. */
  readonly accessToken?: string | undefined;
  readonly idToken?: string | undefined;
  readonly refreshToken?: string | undefined;
  /** The tracked device that those tokens belong to, where the pool tracks devices. */
  readonly deviceKey?: string | undefined;
  /** Where the session outlives this process. Without one it lives in this object. */
  readonly store?: TokenStore | undefined;
  /** How long before expiry tokens are renewed, in milliseconds. Default 60,000. */
  readonly renewBeforeExpiryMs?: number | undefined;
  /** Where tracked devices are kept. With one, new devices are confirmed and used at the next sign-in. */
  readonly devices?: DeviceKeeping | undefined;
  /** Where the Gates backend is, such as `https://host/stage`, for {@link Cognito.gates}. */
  readonly gatesUrl?: string | undefined;
}

/** How to sign in, besides the password. */
export interface AuthenticateOptions extends ChallengeHandlers, CallOptions {
  /** Passed to the pool's Lambda triggers. */
  readonly clientMetadata?: Readonly<Record<string, string>> | undefined;
}

/** How to sign in with custom challenges. */
export interface CustomAuthOptions extends AuthenticateOptions {
  /** Proves the password over SRP first. */
  readonly password?: string | undefined;
  /** Answers to the custom challenges, in their order, in place of `onCustomChallenge`. */
  readonly answers?: readonly string[] | undefined;
}

/** How to sign in with a choice of first factors. */
export interface UserAuthOptions extends AuthenticateOptions {
  readonly password?: string | undefined;
  /** The first factor to ask for. Cognito offers a choice when the user does not have it. */
  readonly preferredChallenge?: FirstFactor | undefined;
}

const cognitoOptions = strictOptions({
  ...poolOptionEntries,
  username: v.optional(nonEmpty),
  accessToken: v.optional(nonEmpty),
  idToken: v.optional(nonEmpty),
  refreshToken: v.optional(nonEmpty),
  deviceKey: v.optional(nonEmpty),
  gatesUrl: v.optional(gatesUrl),
  ...sessionOptionEntries,
  devices: v.optional(
    strictOptions({
      store: withMethods<DeviceStore>('a DeviceStore', 'get', 'set', 'delete'),
      name: v.optional(nonEmpty),
      remember: v.optional(v.boolean('must be true or false')),
    }),
  ),
});

/** Splits the options into the pool's and the person's. */
export function checkCognitoOptions(options: CognitoOptions) {
  const {
    username,
    accessToken,
    idToken,
    refreshToken,
    deviceKey,
    renewBeforeExpiryMs,
    store,
    devices,
    gatesUrl,
    ...pool
  } = check(cognitoOptions, options, 'options');
  if (!accessToken !== !idToken)
    throw new InvalidOptionError(
      accessToken ? 'options.idToken' : 'options.accessToken',
      'is missing beside the other token',
    );
  const tokens = accessToken && idToken ? { accessToken, idToken, refreshToken, deviceKey } : undefined;
  return { pool: pool as PoolOptions, username, tokens, renewBeforeExpiryMs, store, devices, gatesUrl };
}

const authenticateEntries = {
  ...Object.fromEntries(HANDLER_NAMES.map(name => [name, v.optional(callable())])),
  ...callOptionEntries,
  clientMetadata: v.optional(stringMap),
};

const authenticateOptions = strictOptions(authenticateEntries);

/** @throws {InvalidOptionError} naming the option at fault. */
export const checkAuthenticate = (options: AuthenticateOptions): AuthenticateOptions =>
  check(authenticateOptions, options, 'options') as AuthenticateOptions;

const customAuthOptions = strictOptions({
  ...authenticateEntries,
  password: v.optional(nonEmpty),
  answers: v.optional(v.array(nonEmpty, 'must be an array of strings')),
});

/** The same, with a list of answers turned into the handler that gives them. */
export function checkCustomAuth(options: CustomAuthOptions): CustomAuthOptions {
  const { answers, ...rest } = check(customAuthOptions, options, 'options') as CustomAuthOptions;
  if (!answers) return rest;
  return {
    ...rest,
    onCustomChallenge: ({ round }) => {
      const answer = answers[round - 1];
      if (answer === undefined)
        throw new InvalidOptionError(
          'options.answers',
          `has ${answers.length} answers, and the pool asked ${round}`,
        );
      return answer;
    },
  };
}

const FIRST_FACTORS = [
  'PASSWORD',
  'PASSWORD_SRP',
  'EMAIL_OTP',
  'SMS_OTP',
] as const satisfies readonly FirstFactor[];

const userAuthOptions = strictOptions({
  ...authenticateEntries,
  password: v.optional(nonEmpty),
  preferredChallenge: v.optional(v.picklist(FIRST_FACTORS, `must be one of ${FIRST_FACTORS.join(', ')}`)),
});

/** @throws {InvalidOptionError} naming the option at fault. */
export const checkUserAuth = (options: UserAuthOptions): UserAuthOptions =>
  check(userAuthOptions, options, 'options') as UserAuthOptions;

/** @throws {InvalidOptionError} when it is not text with something in it. */
export const checkPassword = (password: unknown): string => check(nonEmpty, password, 'password');
