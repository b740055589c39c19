import { PortcullisError } from './base.js';
import type { OwnErrorCodes } from './codes.js';

/**
 * A question that Cognito asked in the middle of a sign-in. Plain data: it survives `JSON.stringify` and can be
 * answered by another process that has the same configuration. It holds no password, but its `session` lets anyone who
 * has the answer finish the sign-in, so protect it like a session cookie.
 */
export interface Challenge {
  /** The shape of this value. A later release that changes the shape refuses the older ones. */
  readonly version: 1;
  /** Cognito's name for it, such as `SOFTWARE_TOKEN_MFA`. */
  readonly name: string;
  readonly userPoolId: string;
  readonly clientId: string;
  /** The username for the answer: the stored username, not the alias that was typed. */
  readonly username: string;
  /** Cognito's handle for the state of this sign-in. It is valid for minutes, and once. */
  readonly session?: string;
  /** What Cognito says about the challenge, as it says it. */
  readonly parameters: Readonly<Record<string, string>>;
  /** First factors to choose from, where there is a choice. */
  readonly available?: readonly string[];
  /** AWS credentials began the sign-in and have to finish it: respond with `admin: true`. */
  readonly admin?: true;
  /** The replica that knows of this sign-in, where it is not the pool's own Region. */
  readonly region?: string;
}

/**
 * The sign-in needs an answer that no handler gave. There is a subclass for each challenge that has a `respondTo…`
 * method, with Cognito's name for it and `_REQUIRED` as its code; any other challenge is this class itself, with
 * `CHALLENGE_REQUIRED`, and `challenge.name` says which. Answer it here or in another process. `challenge` is not
 * enumerable, and a getter, so that logging the error does not log the session.
 *
 * ```ts
 * import { type Cognito } from 'portcullis';
 * import { type Challenge, ChallengeRequiredError } from 'portcullis/errors';
 *
 * export async function signIn(cognito: Cognito, password: string): Promise<Challenge | undefined> {
 *   try {
 *     await cognito.authenticate(password);
 *     return undefined;
 *   } catch (error) {
 *     if (error instanceof ChallengeRequiredError) return error.challenge; // to ask for, and to answer later
 *     throw error;
 *   }
 * }
 * ```
 */
export class ChallengeRequiredError extends PortcullisError {
  static override readonly portcullis: string = 'ChallengeRequiredError';

  readonly code: OwnErrorCodes['ChallengeRequiredError'] = 'CHALLENGE_REQUIRED';
  declare readonly challenge: Challenge;

  constructor(challenge: Challenge, answeredBy = 'respondToChallenge()') {
    super(`the sign-in needs an answer to ${challenge.name}`, { advice: `Answer with ${answeredBy}.` });
    Object.defineProperty(this, 'challenge', { get: () => challenge });
  }
}

/** The code of the user's authenticator. */
export class SoftwareTokenMfaRequiredError extends ChallengeRequiredError {
  static override readonly portcullis: string = 'SoftwareTokenMfaRequiredError';

  override readonly code = 'SOFTWARE_TOKEN_MFA_REQUIRED';
}

/** The code that was sent by SMS, after the password. */
export class SmsMfaRequiredError extends ChallengeRequiredError {
  static override readonly portcullis: string = 'SmsMfaRequiredError';

  override readonly code = 'SMS_MFA_REQUIRED';
}

/** The code that was sent by e-mail, as the first factor or after the password. */
export class EmailOtpRequiredError extends ChallengeRequiredError {
  static override readonly portcullis: string = 'EmailOtpRequiredError';

  override readonly code = 'EMAIL_OTP_REQUIRED';
}

/** The code that was sent by SMS, as the first factor. */
export class SmsOtpRequiredError extends ChallengeRequiredError {
  static override readonly portcullis: string = 'SmsOtpRequiredError';

  override readonly code = 'SMS_OTP_REQUIRED';
}

/** A password in place of the temporary one. */
export class NewPasswordRequiredError extends ChallengeRequiredError {
  static override readonly portcullis: string = 'NewPasswordRequiredError';

  override readonly code = 'NEW_PASSWORD_REQUIRED';
}

/** A choice among the second factors that the user has. */
export class SelectMfaTypeRequiredError extends ChallengeRequiredError {
  static override readonly portcullis: string = 'SelectMfaTypeRequiredError';

  override readonly code = 'SELECT_MFA_TYPE_REQUIRED';
}

/** A second factor, which the pool requires and the user does not have yet. */
export class MfaSetupRequiredError extends ChallengeRequiredError {
  static override readonly portcullis: string = 'MfaSetupRequiredError';

  override readonly code = 'MFA_SETUP_REQUIRED';
}

/** Whatever the pool's own triggers ask for. */
export class CustomChallengeRequiredError extends ChallengeRequiredError {
  static override readonly portcullis: string = 'CustomChallengeRequiredError';

  override readonly code = 'CUSTOM_CHALLENGE_REQUIRED';
}

/** A choice among the first factors that the user has: those in `challenge.available`. */
export class SelectChallengeRequiredError extends ChallengeRequiredError {
  static override readonly portcullis: string = 'SelectChallengeRequiredError';

  override readonly code = 'SELECT_CHALLENGE_REQUIRED';
}

/** The password, to be sent (`PASSWORD_REQUIRED`) or to be proved (`PASSWORD_SRP_REQUIRED`). */
export class PasswordRequiredError extends ChallengeRequiredError {
  static override readonly portcullis: string = 'PasswordRequiredError';

  override readonly code: 'PASSWORD_REQUIRED' | 'PASSWORD_SRP_REQUIRED';

  constructor(challenge: Challenge, answeredBy?: string) {
    super(challenge, answeredBy);
    this.code = challenge.name === 'PASSWORD_SRP' ? 'PASSWORD_SRP_REQUIRED' : 'PASSWORD_REQUIRED';
  }
}
