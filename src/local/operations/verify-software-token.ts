import * as v from 'valibot';
import { CognitoException, userDoesNotExist } from '../internal/exception.js';
import { text } from '../members/shapes.js';
import type { Pool } from '../pool/pool.js';
import { SOFTWARE_TOKEN_VERIFIED } from '../sign-in/mfa-setup.js';
import { matchSoftwareTokenStep } from '../state/software-token.js';
import type { SoftwareToken, UserRecord } from '../state/user-record.js';
import { requireSoftwareTokens } from './associate-software-token.js';
import { authenticatorOperation } from './definition.js';
import { renewSetupSession, requireSetupSession } from './mfa-setup-session.js';
import { userCode } from './schemas.js';

/** What the user typed, and when. */
interface Typed {
  readonly code: string;
  readonly friendlyName: string | undefined;
  readonly now: number;
}

/** The authenticator once its code proved right; that code is spent. @throws EnableSoftwareTokenMFAException */
function enrol(secret: string | undefined, { code, friendlyName, now }: Typed): SoftwareToken {
  const step = secret && matchSoftwareTokenStep(secret, code, now);
  if (!secret || typeof step !== 'number')
    throw new CognitoException('EnableSoftwareTokenMFAException', 'Code mismatch');
  return { secret, spentSteps: [step], ...(friendlyName && { friendlyName }) };
}

export const verifySoftwareToken = authenticatorOperation({
  name: 'VerifySoftwareToken',
  input: v.object({
    UserCode: userCode,
    FriendlyDeviceName: v.optional(text({ min: 0, max: 131_072 })),
  }),
  handle: ({ UserCode: code, FriendlyDeviceName: friendlyName }, { pool, user, session }) => {
    const typed = { code, friendlyName, now: pool.now() };
    return user ? verifyForUser(pool, user, typed) : verifyInSignIn(pool, session, typed);
  },
});

function verifyForUser(pool: Pool, user: UserRecord, typed: Typed) {
  requireSoftwareTokens(pool);
  const softwareToken = enrol(user.pendingSoftwareToken, typed);
  const { pendingSoftwareToken: _, ...rest } = user;
  pool.users.change(rest, { softwareToken });
  return { Status: 'SUCCESS' as const };
}

/** The factor is switched on too, so that the sign-in that waits for it can end. */
function verifyInSignIn(pool: Pool, session: string, typed: Typed) {
  const found = requireSetupSession(pool, session);
  const user = pool.users.findForSignIn(found.username);
  if (!user) throw userDoesNotExist();
  const softwareToken = enrol(found.data.secret, typed);
  const next = renewSetupSession(pool, found, SOFTWARE_TOKEN_VERIFIED);
  const mfa = [...new Set([...user.mfa, 'SOFTWARE_TOKEN_MFA' as const])];
  pool.users.change(user, { softwareToken, mfa });
  return { Status: 'SUCCESS' as const, Session: next };
}
