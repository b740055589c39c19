import {
  AdminListUserSessionsCommand,
  AdminRevokeUserSessionCommand,
  type SessionDescriptionType,
} from '@aws-sdk/client-cognito-identity-provider';
import { type Pages, pages } from '../pool/pages.js';
import type { CallOptions, ServiceConnection } from '../pool/service-connection.js';

/** A sign-in that is still good. */
export interface UserSession {
  readonly sessionId: string;
  /** `TOKEN` for a family of tokens, `SSO` for the hosted pages' own session. */
  readonly type: 'TOKEN' | 'SSO' | undefined;
  readonly clientId: string | undefined;
  readonly createdAt: Date | undefined;
  readonly lastActiveAt: Date | undefined;
  /** What the user agent says it is, such as `Chrome 125 / macOS 15.0`. */
  readonly device: string | undefined;
  readonly lastIpAddress: string | undefined;
  readonly location: { readonly city: string | undefined; readonly country: string | undefined } | undefined;
  /** The `SSO` session that a `TOKEN` session came from. */
  readonly originSessionId: string | undefined;
}

const sessionFrom = ({ LastLocation: place, ...session }: SessionDescriptionType): UserSession => ({
  sessionId: session.SessionId ?? '',
  type: session.SessionType,
  clientId: session.ClientId,
  createdAt: session.CreateDate,
  lastActiveAt: session.LastActiveDate,
  device: session.DeviceType,
  lastIpAddress: session.LastIPAddress,
  location: place && { city: place.City, country: place.Country },
  originSessionId: session.OriginSessionId,
});

/** Whose sessions, as Cognito's requests name them. */
interface UserKey {
  readonly UserPoolId: string;
  readonly Username: string;
}

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

/** AdminRevokeUserSession. `linked` ends the sessions that it came from or that came from it as well. */
export async function revokeSession(
  pool: ServiceConnection,
  session: UserKey & { readonly SessionId: string },
  { linked = false, ...call }: CallOptions & { readonly linked?: boolean },
): Promise<void> {
  const input = { ...session, RevokeAssociatedSessions: linked ? ('LINKED' as const) : ('NONE' as const) };
  await pool.call(AdminRevokeUserSessionCommand, input, call);
}
