import { InvalidOptionError } from '../errors/invalid-option.js';
import type { SignIn } from './sign-in.js';

/** The ways to begin a sign-in, by Cognito's names (InitiateAuth and AdminInitiateAuth, `AuthFlow`). */
export type Flow =
  | 'USER_SRP_AUTH'
  | 'USER_PASSWORD_AUTH'
  | 'ADMIN_USER_PASSWORD_AUTH'
  | 'ADMIN_NO_SRP_AUTH'
  | 'CUSTOM_AUTH'
  | 'USER_AUTH';

/** First factors that USER_AUTH can be asked for. */
export type FirstFactor = 'PASSWORD' | 'PASSWORD_SRP' | 'EMAIL_OTP' | 'SMS_OTP';

type Parameters = (signIn: SignIn) => Record<string, string>;

const withPassword: Parameters = signIn => ({ PASSWORD: passwordOf(signIn) });

/** Each flow's `AuthParameters`, besides the username, the secret hash and the device key. */
export const authParameters: Readonly<Record<Flow, Parameters>> = {
  USER_SRP_AUTH: signIn => {
    passwordOf(signIn);
    return { SRP_A: signIn.ephemeral.srpA };
  },
  USER_PASSWORD_AUTH: withPassword,
  ADMIN_USER_PASSWORD_AUTH: withPassword,
  ADMIN_NO_SRP_AUTH: withPassword,
  CUSTOM_AUTH: signIn =>
    signIn.password === undefined ? {} : { CHALLENGE_NAME: 'SRP_A', SRP_A: signIn.ephemeral.srpA },
  USER_AUTH: signIn => {
    const { preferredChallenge } = signIn.options;
    return {
      ...(preferredChallenge && { PREFERRED_CHALLENGE: preferredChallenge }),
      ...(preferredChallenge === 'PASSWORD' && withPassword(signIn)),
      ...(preferredChallenge === 'PASSWORD_SRP' && { SRP_A: signIn.ephemeral.srpA }),
    };
  },
};

/** @throws {InvalidOptionError} when the sign-in was begun without a password. */
export function passwordOf({ password }: SignIn): string {
  if (!password)
    throw new InvalidOptionError('password', password === undefined ? 'is missing' : 'must not be empty');
  return password;
}

/** The app client's ExplicitAuthFlows value that allows a flow. */
export const allowValueOf = (flow: string): string =>
  `ALLOW_${flow === 'ADMIN_NO_SRP_AUTH' ? 'ADMIN_USER_PASSWORD_AUTH' : flow}`;
