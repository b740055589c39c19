import {
  NotAuthorizedError,
  PasswordResetRequiredError,
  RefreshTokenReuseError,
  UserNotConfirmedError,
  UserNotFoundError,
} from './service.js';

/** Refusals that say something of this program's configuration and nothing of the session. */
const NOT_ABOUT_THE_SESSION = new Set(['SECRET_HASH_MISSING', 'SECRET_HASH_WRONG', 'LOCKED_OUT']);

/**
 * Whether a failed renewal means that the session is over. Anything else, such as a network failure or a throttle,
 * leaves it as it was.
 */
export function endsSession(error: unknown): boolean {
  if (error instanceof NotAuthorizedError) return !NOT_ABOUT_THE_SESSION.has(error.code);
  return [RefreshTokenReuseError, UserNotFoundError, UserNotConfirmedError, PasswordResetRequiredError].some(
    refusal => error instanceof refusal,
  );
}
