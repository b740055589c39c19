import { InvalidPasswordError, PortcullisError } from 'portcullis/errors';

/** A problem that the person at the form can correct. */
export interface Problem {
  /** The field that it is about. */
  readonly field?: string;
  readonly message: string;
}

const wrongPassword: Problem = { field: 'password', message: 'The e-mail address or the password is wrong' };
const wrongCode: Problem = { field: 'code', message: 'That is not the right code' };
const tooOften: Problem = { message: 'Too many tries. Wait a while before the next one' };

/** Refusals by their code, in words for people. A person cannot correct any other. */
const PROBLEMS: Readonly<Record<string, Problem>> = {
  BAD_CREDENTIALS: wrongPassword,
  USER_NOT_FOUND: wrongPassword,
  USER_DISABLED: { message: 'This account is switched off. Ask its administrator' },
  TEMPORARY_PASSWORD_EXPIRED: { message: 'That password was temporary and has expired. Ask for a new one' },
  LOCKED_OUT: tooOften,
  LIMIT_EXCEEDED: tooOften,
  TOO_MANY_FAILED_ATTEMPTS: tooOften,
  TOO_MANY_REQUESTS: { message: 'Too many people at once. Try again in a moment' },
  CODE_MISMATCH: wrongCode,
  TOTP_CODE_MISMATCH: wrongCode,
  CODE_EXPIRED: { field: 'code', message: 'That code has expired. Ask for a new one' },
  TOTP_ALREADY_USED: { field: 'code', message: 'That code was used already. Wait for the next one' },
  CODE_DELIVERY_FAILED: { message: 'We could not send the code. Try again later' },
  USERNAME_EXISTS: { field: 'email', message: 'There is an account with this e-mail address already' },
  ALIAS_EXISTS: { field: 'email', message: 'There is an account with this e-mail address already' },
  USER_STATE: { message: 'This account needs no code. Try to sign in' },
  INVALID_PARAMETER: { message: 'That was not accepted. Check what you typed' },
  PASSWORD_USED_BEFORE: { field: 'password', message: 'You had that password before. Choose another' },
};

/** What to tell the person at the form, or undefined where they cannot correct it. */
export function problemOf(error: unknown): Problem | undefined {
  if (!(error instanceof PortcullisError)) return undefined;
  // Cognito says which rule was broken after a colon.
  if (error instanceof InvalidPasswordError)
    return { field: 'password', message: error.awsMessage.replace(/^.*policy: /, '') };
  return PROBLEMS[error.code];
}
