import { invalidParameter } from '../internal/exception.js';
import type { UserRecord } from '../state/user-record.js';
import type { AuthTriggers } from '../triggers/custom-auth.js';
import { attributesOf, headOf, metadataOf } from '../triggers/event.js';
import type { AuthRequest } from './types.js';

/** @throws InvalidParameterException where the pool has none. */
export function requireTriggers({ pool }: AuthRequest): AuthTriggers {
  const { defineAuthChallenge, createAuthChallenge, verifyAuthChallenge } = pool.triggers;
  if (!defineAuthChallenge || !createAuthChallenge || !verifyAuthChallenge)
    throw invalidParameter('Custom auth lambda trigger is not configured for the user pool.');
  return { defineAuthChallenge, createAuthChallenge, verifyAuthChallenge };
}

interface Subject {
  readonly username: string;
  readonly user: UserRecord | undefined;
}

/** What every event of a custom sign-in says of who signs in and where. */
export const eventFor = (signIn: AuthRequest, { username, user }: Subject) => ({
  ...headOf(signIn, username),
  about: {
    userAttributes: user ? attributesOf(user) : {},
    ...metadataOf(signIn),
    ...(!user && { userNotFound: true }),
  },
});
