import {
  NotAuthorizedError,
  PasswordResetRequiredError,
  RefreshTokenReuseError,
  UserNotConfirmedError,
  UserNotFoundError,
} from './service.js';

/** Refusals for this program's configuration, not for the session. */
const NOT_ABOUT_THE_SESSION = new Set(['SECRET_HASH_MISSING', 'SECRET_HASH_WRONG', 'LOCKED_OUT']);

/**
 * Whether a refusal means that the session is over, so that only signing in again helps: the tokens expired or were
 * revoked, or the user is disabled, gone, unconfirmed or due to set a new password. Anything else, such as a network
 * failure or a throttle, leaves the session as it was.
 *
 * ```ts
 * import { type Cognito } from 'portcullis';
 * import { endsSession, NotSignedInError } from 'portcullis/errors';
 *
 * export async function accessToken(cognito: Cognito): Promise<string | undefined> {
 *   try {
 *     return await cognito.getAccessToken();
 *   } catch (error) {
 *     if (error instanceof NotSignedInError || endsSession(error)) return undefined; // to the sign-in page
 *     throw error;
 *   }
 * }
 * ```
 */
export function endsSession(error: unknown): boolean {
  if (error instanceof NotAuthorizedError) return !NOT_ABOUT_THE_SESSION.has(error.code);
  return [RefreshTokenReuseError, UserNotFoundError, UserNotConfirmedError, PasswordResetRequiredError].some(
    refusal => error instanceof refusal,
  );
}
