import type { ErrorCode } from './codes.js';
import { ServiceError } from './service.js';

/** The refusals that end a session. Any other, in words that are new to this version too, leaves it. */
const ENDING: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'REFRESH_TOKEN_INVALID',
  'REFRESH_TOKEN_EXPIRED',
  'REFRESH_TOKEN_REVOKED',
  'REFRESH_TOKEN_REUSED',
  'ACCESS_TOKEN_REVOKED',
  'USER_DISABLED',
  'USER_NOT_FOUND',
  'USER_NOT_CONFIRMED',
  'PASSWORD_RESET_REQUIRED',
]);

/**
 * Whether a refusal means that the session is over, so that only signing in again helps: its tokens expired, were
 * revoked or used twice, or the user is disabled, gone, unconfirmed or due to set a new password. Anything else, such
 * as a network failure or a throttle, leaves the session as it was.
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
export const endsSession = (error: unknown): boolean =>
  error instanceof ServiceError && ENDING.has(error.code);
