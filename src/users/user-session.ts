import {
  AdminListUserSessionsCommand,
  AdminRevokeUserSessionCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  associatedSessions,
  type RevokeSessionOptions,
  sessionFrom,
  type UserSession,
} from '../account/sessions.js';
import { type Pages, pages } from '../pool/pages.js';
import type { CallOptions, ServiceConnection } from '../pool/service-connection.js';
import type { UserKey } from './user-key.js';

/** AdminListUserSessions. */
export const sessionsOfUser = (
  pool: ServiceConnection,
  user: UserKey,
  options?: CallOptions,
): Pages<UserSession> =>
  pages(async NextToken => {
    const output = await pool.call(AdminListUserSessionsCommand, { ...user, NextToken }, options);
    return { items: (output.Sessions ?? []).map(sessionFrom), nextToken: output.NextToken };
  });

/** AdminRevokeUserSession. */
export async function revokeSessionOfUser(
  pool: ServiceConnection,
  session: UserKey & { readonly SessionId: string },
  { linked, ...call }: RevokeSessionOptions,
): Promise<void> {
  const input = { ...session, RevokeAssociatedSessions: associatedSessions(linked) } as const;
  await pool.call(AdminRevokeUserSessionCommand, input, call);
}
