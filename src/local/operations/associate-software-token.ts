import * as v from 'valibot';
import { CognitoException, invalidParameter } from '../internal/exception.js';
import type { Pool } from '../pool/pool.js';
import { createSoftwareTokenSecret } from '../state/software-token.js';
import { operation } from './definition.js';
import { renewSetupSession, requireSetupSession } from './mfa-setup-session.js';
import { accessToken, session } from './schemas.js';

/** @throws SoftwareTokenMFANotFoundException where the pool has authenticator apps switched off. */
export function requireSoftwareTokens({ settings }: Pool): void {
  if (!settings().mfaFactors.includes('SOFTWARE_TOKEN_MFA'))
    throw new CognitoException(
      'SoftwareTokenMFANotFoundException',
      'Software Token MFA has not been enabled by the userPool',
    );
}

export const associateSoftwareToken = operation({
  name: 'AssociateSoftwareToken',
  access: 'token',
  input: v.object({ AccessToken: v.optional(accessToken), Session: v.optional(session) }),
  handle: async ({ AccessToken, Session }, pool) => {
    const SecretCode = createSoftwareTokenSecret(pool.random);
    if (AccessToken) {
      const { user } = await pool.tokens.authenticate(AccessToken);
      requireSoftwareTokens(pool);
      pool.users.save({ ...user, pendingSoftwareToken: SecretCode });
      return { SecretCode };
    }
    if (!Session) throw invalidParameter('Either AccessToken or Session is required');
    requireSoftwareTokens(pool);
    const next = renewSetupSession(pool, requireSetupSession(pool, Session), { secret: SecretCode });
    return { SecretCode, Session: next };
  },
});
