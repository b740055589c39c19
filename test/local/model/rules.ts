import type { UserStatusType } from '@aws-sdk/client-cognito-identity-provider';

/** What a pool is like that the model stands for. */
export interface Rules {
  /** Whether a verified e-mail address signs in too (`AliasAttributes`). */
  readonly emailAlias: boolean;
  /** Whether the app client hides who exists (`PreventUserExistenceErrors`). */
  readonly hidesUsers: boolean;
}

/** A refusal that is expected: its exception, or one of several, and its text where the service's is known. */
export class Refused extends Error {
  readonly names: readonly string[];

  constructor(
    names: string | readonly string[],
    readonly text?: string,
  ) {
    super(text);
    this.names = [names].flat();
  }
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Seconds. */
export const LIFETIME = {
  access: HOUR,
  refresh: 30 * DAY,
  session: 3 * MINUTE,
  signUpCode: DAY,
  emailCode: DAY,
  resetCode: HOUR,
  temporaryPassword: 7 * DAY,
  failures: 15 * MINUTE,
} as const;

/** What may be tried so often in an hour. */
export const HOURLY = {
  changePassword: 5,
  confirmForgotPassword: 20,
  confirmSignUp: 15,
  resendCode: 5,
  verifyEmail: 15,
} as const;

export interface SentCode {
  readonly to: string;
  readonly until: number;
}

export interface ModelUser {
  readonly name: string;
  status: UserStatusType;
  enabled: boolean;
  password: string;
  /** When a temporary password ends. */
  temporaryUntil?: number | undefined;
  email?: string | undefined;
  emailVerified?: boolean | undefined;
  /** In the order of joining. */
  groups: string[];
  /** Wrong passwords in a row, and when the last one was. */
  failures: { count: number; at: number };
  signUpCode?: SentCode | undefined;
  resetCode?: SentCode | undefined;
  emailCode?: SentCode | undefined;
}

/** Who seems to sign in. No password fits where there is none. */
export interface Claimant {
  readonly password: string | undefined;
  /** Wrong passwords in a row, and when the last one was. */
  failures: { count: number; at: number };
}

/** One sign-in, with all the tokens that came of it. */
export interface ModelSignIn {
  readonly user: ModelUser;
  readonly refreshUntil: number;
  /** When each of its access tokens expires. */
  readonly access: number[];
  revoked: boolean;
}

/** A sign-in that waits for a new password. */
export interface ModelSession {
  readonly user: ModelUser;
  readonly until: number;
  /** Why it is good for nothing, where it is not. */
  over?: 'used' | 'ended';
}

/** The service looks at the length and the four classes. */
export function checkPolicy(password: string): void {
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^\w\s]/];
  if (password.length < 8 || !classes.every(characters => characters.test(password)))
    throw new Refused('InvalidPasswordException');
}

export const incorrect = () => new Refused('NotAuthorizedException', 'Incorrect username or password.');
export const disabled = () => new Refused('NotAuthorizedException', 'User is disabled.');
export const wrongCode = () =>
  new Refused('CodeMismatchException', 'Invalid verification code provided, please try again.');
export const noCode = () =>
  new Refused('ExpiredCodeException', 'Invalid code provided, please request a code again.');
export const noContact = () =>
  new Refused(
    'InvalidParameterException',
    'Cannot reset password for the user as there is no registered/verified email or phone_number',
  );
