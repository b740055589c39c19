import type { SessionDescriptionType } from '@aws-sdk/client-cognito-identity-provider';
import { check, flag, strictOptions } from '../internal/options.js';
import { optional } from '../internal/schemas.js';
import { type CallOptions, callOptionEntries } from './call-options.js';

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

const revokeSessionOptions = strictOptions({ ...callOptionEntries, linked: optional(flag, false) });

/** How to end a session, with Cognito's name for the choice. @throws {InvalidOptionError} */
export function checkRevokeSession(options: RevokeSessionOptions) {
  const { linked, ...call } = check(revokeSessionOptions, options, 'options');
  return { RevokeAssociatedSessions: linked ? ('LINKED' as const) : ('NONE' as const), call };
}
