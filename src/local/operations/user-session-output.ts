import { createHash } from 'node:crypto';
import type { SessionDescriptionType } from '@aws-sdk/client-cognito-identity-provider';
import * as v from 'valibot';
import { CognitoException, notFound } from '../internal/exception.js';
import { oneOf, text } from '../members/shapes.js';
import type { Pool } from '../pool/pool.js';
import { sessionsPerUser } from '../state/settings.js';
import type { UserSessionRecord, UserSessions } from '../state/user-sessions.js';

/** How revoking names a session. Here every session is one of tokens, so none is linked to another. */
export const namedSession = {
  SessionId: text({ min: 28, max: 28, pattern: /^(tkn|sso)[a-z0-9]{25}$/ }),
  RevokeAssociatedSessions: v.optional(oneOf(['NONE', 'LINKED'])),
};

/** @throws OperationNotEnabledException where the pool does not track sessions. */
export function requireTracking({ settings }: Pool): void {
  if (sessionsPerUser(settings()) === undefined)
    throw new CognitoException(
      'OperationNotEnabledException',
      'User session tracking is not enabled for this user pool.',
    );
}

/** `tkn` and 25 letters and digits, the same each time for a sign-in. */
const sessionIdOf = ({ id }: UserSessionRecord): string => {
  const digest = BigInt(`0x${createHash('sha256').update(id).digest('hex')}`);
  return `tkn${digest.toString(36).padStart(50, '0').slice(-25)}`;
};

/** The wire's `SessionDescriptionType`. */
export const sessionType = (
  userSession: UserSessionRecord,
  current?: UserSessionRecord,
): SessionDescriptionType => ({
  SessionId: sessionIdOf(userSession),
  SessionType: 'TOKEN',
  ClientId: userSession.clientId,
  CreateDate: new Date(userSession.authTime * 1000),
  LastActiveDate: new Date(userSession.renewedAt ?? userSession.authTime * 1000),
  DeviceType: 'unknown',
  IsCurrentSession: userSession.id === current?.id,
});

/** @throws ResourceNotFoundException when the user has no such session, or it is over. */
export function requireSession(
  userSessions: UserSessions,
  username: string,
  sessionId: string,
): UserSessionRecord {
  const found = userSessions.activeOf(username).find(userSession => sessionIdOf(userSession) === sessionId);
  if (!found) throw notFound('Session does not exist.');
  return found;
}
