import type { CallOptions } from '../api/call-options.js';
import type { CognitoApi } from '../api/cognito-api.js';
import { type Pages, pages } from '../api/pages.js';
import {
  checkRevokeSession,
  type RevokeSessionOptions,
  sessionFrom,
  type UserSession,
} from '../api/user-sessions.js';
import type { UserKey } from './user-key.js';

/** AdminListUserSessions. */
export const sessionsOfUser = (pool: CognitoApi, user: UserKey, options?: CallOptions): Pages<UserSession> =>
  pages(async NextToken => {
    const output = await pool.call('AdminListUserSessions', { ...user, NextToken }, options);
    return { items: (output.Sessions ?? []).map(sessionFrom), nextToken: output.NextToken };
  });

/** AdminRevokeUserSession. */
export async function revokeSessionOfUser(
  pool: CognitoApi,
  session: UserKey & { readonly SessionId: string },
  options: RevokeSessionOptions,
): Promise<void> {
  const { RevokeAssociatedSessions, call } = checkRevokeSession(options);
  await pool.call('AdminRevokeUserSession', { ...session, RevokeAssociatedSessions }, call);
}
