import * as v from 'valibot';
import { CognitoException, invalidParameter, userDoesNotExist } from '../internal/exception.js';
import { SOFTWARE_TOKEN_VERIFIED } from '../sign-in/mfa-setup.js';
import { matchSoftwareTokenStep } from '../state/software-token.js';
import type { SoftwareToken } from '../state/user-record.js';
import { requireSoftwareTokens } from './associate-software-token.js';
import { operation } from './definition.js';
import { renewSetupSession, requireSetupSession } from './mfa-setup-session.js';
import { accessToken, session, text, userCode } from './schemas.js';

interface Enrolment {
  readonly secret: string | undefined;
  readonly code: string;
  readonly friendlyName: string | undefined;
  readonly now: number;
}

/** The authenticator once its code proved right; that code is spent. @throws EnableSoftwareTokenMFAException */
function enrol({ secret, code, friendlyName, now }: Enrolment): SoftwareToken {
  const step = secret && matchSoftwareTokenStep(secret, code, now);
  if (!secret || typeof step !== 'number')
    throw new CognitoException('EnableSoftwareTokenMFAException', 'Code mismatch');
  return { secret, spentSteps: [step], ...(friendlyName && { friendlyName }) };
}

export const verifySoftwareToken = operation({
  name: 'VerifySoftwareToken',
  access: 'token',
  input: v.object({
    AccessToken: v.optional(accessToken),
    Session: v.optional(session),
    UserCode: userCode,
    FriendlyDeviceName: v.optional(text({ max: 131_072 })),
  }),
  handle: async ({ AccessToken, Session, UserCode: code, FriendlyDeviceName: friendlyName }, pool) => {
    const now = pool.now();
    if (AccessToken) {
      const { user } = await pool.tokens.authenticate(AccessToken);
      requireSoftwareTokens(pool);
      const softwareToken = enrol({ secret: user.pendingSoftwareToken, code, friendlyName, now });
      const { pendingSoftwareToken: _, ...rest } = user;
      pool.users.change(rest, { softwareToken });
      return { Status: 'SUCCESS' as const };
    }
    if (!Session) throw invalidParameter('Either AccessToken or Session is required');
    const found = requireSetupSession(pool, Session);
    const user = pool.users.findForSignIn(found.username);
    if (!user) throw userDoesNotExist();
    const softwareToken = enrol({ secret: found.data.secret, code, friendlyName, now });
    const next = renewSetupSession(pool, found, SOFTWARE_TOKEN_VERIFIED);
    const mfa = [...new Set([...user.mfa, 'SOFTWARE_TOKEN_MFA' as const])];
    pool.users.change(user, { softwareToken, mfa });
    return { Status: 'SUCCESS' as const, Session: next };
  },
});
