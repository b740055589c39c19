import * as v from 'valibot';
import { CognitoException } from '../internal/exception.js';
import type { Pool } from '../pool/pool.js';
import { createSoftwareTokenSecret } from '../state/software-token.js';
import { authenticatorOperation } from './definition.js';
import { renewSetupSession, requireSetupSession } from './mfa-setup-session.js';

/** @throws SoftwareTokenMFANotFoundException where the pool has authenticator apps switched off. */
export function requireSoftwareTokens({ settings }: Pool): void {
  if (!settings().mfaFactors.includes('SOFTWARE_TOKEN_MFA'))
    throw new CognitoException(
      'SoftwareTokenMFANotFoundException',
      'Software Token MFA has not been enabled by the userPool',
    );
}

export const associateSoftwareToken = authenticatorOperation({
  name: 'AssociateSoftwareToken',
  input: v.object({}),
  handle: (_, { pool, user, session }) => {
    const SecretCode = createSoftwareTokenSecret(pool.random);
    requireSoftwareTokens(pool);
    if (user) {
      pool.users.save({ ...user, pendingSoftwareToken: SecretCode });
      return { SecretCode };
    }
    const next = renewSetupSession(pool, requireSetupSession(pool, session), { secret: SecretCode });
    return { SecretCode, Session: next };
  },
});
