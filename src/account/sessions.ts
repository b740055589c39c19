import {
  ListUserSessionsCommand,
  RevokeUserSessionCommand,
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
  /** Whether the user who asked is signed in by it. False for administrators. */
  readonly current: boolean;
}

export const sessionFrom = ({ LastLocation: place, ...session }: SessionDescriptionType): UserSession => ({
  sessionId: session.SessionId ?? '',
  type: session.SessionType,
  clientId: session.ClientId,
  createdAt: session.CreateDate,
  lastActiveAt: session.LastActiveDate,
  device: session.DeviceType,
  lastIpAddress: session.LastIPAddress,
  location: place && { city: place.City, country: place.Country },
  originSessionId: session.OriginSessionId,
  current: session.IsCurrentSession ?? false,
});

/** How to end one session. */
export interface RevokeSessionOptions extends CallOptions {
  /** Also ends the sessions that it came from, or that came from it. Default false. */
  readonly linked?: boolean | undefined;
}

/** Cognito's name for the choice. */
export const associatedSessions = (linked = false) => (linked ? 'LINKED' : 'NONE');

/** ListUserSessions, for the signed-in user. */
export const listSessions = (
  pool: ServiceConnection,
  accessToken: () => Promise<string>,
  options?: CallOptions,
): Pages<UserSession> =>
  pages(async NextToken => {
    const input = { AccessToken: await accessToken(), NextToken };
    const output = await pool.call(ListUserSessionsCommand, input, options);
    return { items: (output.Sessions ?? []).map(sessionFrom), nextToken: output.NextToken };
  });

/** RevokeUserSession, for the signed-in user. */
export async function revokeSession(
  pool: ServiceConnection,
  accessToken: string,
  sessionId: string,
  { linked, ...call }: RevokeSessionOptions = {},
): Promise<void> {
  const input = {
    AccessToken: accessToken,
    SessionId: sessionId,
    RevokeAssociatedSessions: associatedSessions(linked),
  } as const;
  await pool.call(RevokeUserSessionCommand, input, call);
}
