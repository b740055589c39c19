import { PortcullisError } from './base.js';

/**
 * A question that Cognito asked in the middle of a sign-in. Plain data: it survives `JSON.stringify` and can be
 * answered by another process that has the same configuration. It holds no password, but its `session` lets whoever
 * has the answer finish the sign-in, so keep it as you would keep a cookie.
 */
export interface Challenge {
  /** The shape of this value. A later release that changes the shape refuses the older ones. */
  readonly version: 1;
  /** Cognito's name for it, such as `SOFTWARE_TOKEN_MFA`. */
  readonly name: string;
  readonly userPoolId: string;
  readonly clientId: string;
  /** What the answer has to call the user: the stored username, not the alias that was typed. */
  readonly username: string;
  /** Cognito's handle for the state of this sign-in. It lives for minutes and serves once. */
  readonly session?: string;
  /** What Cognito says about the challenge, as it says it. */
  readonly parameters: Readonly<Record<string, string>>;
  /** First factors to choose from, where there is a choice. */
  readonly available?: readonly string[];
  /** The sign-in was begun with AWS credentials and has to be finished with them. */
  readonly admin?: true;
}

/**
 * The sign-in needs an answer that nobody gave. Answer it with the matching `respondTo…` method, here or in another
 * process. `challenge` is not enumerable, so that logging the error does not log the session.
 */
export class ChallengeRequiredError extends PortcullisError {
  readonly code: string;
  declare readonly challenge: Challenge;

  constructor(challenge: Challenge, answeredBy = 'respondToChallenge()') {
    super(`the sign-in needs an answer to ${challenge.name}`, { advice: `Answer with ${answeredBy}.` });
    this.code = `${challenge.name}_REQUIRED`;
    Object.defineProperty(this, 'challenge', { value: challenge });
  }
}

export class SoftwareTokenMfaRequiredError extends ChallengeRequiredError {
  declare readonly code: 'SOFTWARE_TOKEN_MFA_REQUIRED';
}
export class SmsMfaRequiredError extends ChallengeRequiredError {
  declare readonly code: 'SMS_MFA_REQUIRED';
}
export class EmailOtpRequiredError extends ChallengeRequiredError {
  declare readonly code: 'EMAIL_OTP_REQUIRED';
}
export class SmsOtpRequiredError extends ChallengeRequiredError {
  declare readonly code: 'SMS_OTP_REQUIRED';
}
export class NewPasswordRequiredError extends ChallengeRequiredError {
  declare readonly code: 'NEW_PASSWORD_REQUIRED';

  constructor(challenge: Challenge, answeredBy?: string) {
    super(challenge, answeredBy);
    this.code = 'NEW_PASSWORD_REQUIRED';
  }
}
export class SelectMfaTypeRequiredError extends ChallengeRequiredError {
  declare readonly code: 'SELECT_MFA_TYPE_REQUIRED';
}
export class MfaSetupRequiredError extends ChallengeRequiredError {
  declare readonly code: 'MFA_SETUP_REQUIRED';
}
export class CustomChallengeRequiredError extends ChallengeRequiredError {
  declare readonly code: 'CUSTOM_CHALLENGE_REQUIRED';
}
export class SelectChallengeRequiredError extends ChallengeRequiredError {
  declare readonly code: 'SELECT_CHALLENGE_REQUIRED';
}
export class PasswordRequiredError extends ChallengeRequiredError {
  declare readonly code: 'PASSWORD_REQUIRED' | 'PASSWORD_SRP_REQUIRED';
}
