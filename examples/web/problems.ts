import { InvalidPasswordError, ServiceError } from 'portcullis/errors';

/** A problem that the person at the form can correct. */
export interface Problem {
  /** The field that it is about. */
  readonly field?: string;
  readonly message: string;
  /** Default 422. */
  readonly status?: 403;
}

/** Refuses a form with a problem of the site's own words. */
export class FormProblem extends Error {
  readonly problem: Problem;

  constructor(message: string, field?: string) {
    super(message);
    this.problem = field === undefined ? { message } : { message, field };
  }
}

const wrongPassword: Problem = { field: 'password', message: 'That is not your password' };
const wrongCode: Problem = { field: 'code', message: 'That is not the right code' };
const tooOften: Problem = { message: 'Too many tries. Wait a while before the next one' };
const taken: Problem = { message: 'Another account has this address or number' };

/** Refusals by their code, in words for people who have proved who they are. */
const PROBLEMS: Readonly<Record<string, Problem>> = {
  BAD_CREDENTIALS: wrongPassword,
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
  ALIAS_EXISTS: taken,
  PASSWORD_USED_BEFORE: { field: 'newPassword', message: 'You had that password before. Choose another' },
  TOTP_NOT_ENABLED: { message: 'Authenticators are switched off here' },
  NO_PHONE_NUMBER: { message: 'Add a phone number first' },
  TOTP_NOT_VERIFIED: { message: 'Set up an authenticator first' },
};

const REFUSED: Problem = { message: 'That was not accepted. Check what you entered' };

/** Refusals that no one at a form can do anything about: the site, its pool or its rights are at fault. */
const OURS =
  /^(SERVICE_FAILURE|POOL_|CLIENT_|SECRET_HASH_|ACCESS_|REFRESH_|SESSION_|CREDENTIALS_|FORBIDDEN|UNAUTH)/;

/** What to tell the person at the form, or undefined where they cannot correct it. */
export function problemOf(error: unknown): Problem | undefined {
  if (error instanceof FormProblem) return error.problem;
  if (!(error instanceof ServiceError)) return undefined;
  // Cognito says which rule was broken after a colon.
  if (error instanceof InvalidPasswordError)
    return { field: 'newPassword', message: error.awsMessage.replace(/^.*policy: /, '') };
  return PROBLEMS[error.code] ?? (OURS.test(error.code) ? undefined : REFUSED);
}
