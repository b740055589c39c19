import { CognitoException } from '../internal/exception.js';
import { matchSoftwareTokenStep, spendStep } from '../state/software-token.js';
import type { SoftwareToken } from '../state/user-record.js';
import { sessionChallenge } from './challenge.js';
import { afterLastFactor } from './finish.js';
import { refuseAlias } from './named-by-username.js';
import { required } from './parameters.js';

/** The authenticator with this code's step spent. @throws when the code is wrong or was used before. */
function spendCode(token: SoftwareToken | undefined, code: string, now: number): SoftwareToken {
  const step = token && matchSoftwareTokenStep(token.secret, code, now);
  if (!token || step === undefined)
    throw new CognitoException('CodeMismatchException', 'Invalid code received for user');
  if (token.spentSteps.includes(step))
    throw new CognitoException('ExpiredCodeException', 'Your software token has already been used once.');
  return { ...token, spentSteps: spendStep(token.spentSteps, step, now) };
}

export const answerSoftwareTokenMfa = sessionChallenge({
  name: 'SOFTWARE_TOKEN_MFA',
  verify: answer => {
    refuseAlias(answer);
    const { pool, user, responses } = answer;
    const code = required(responses, 'SOFTWARE_TOKEN_MFA_CODE');
    return pool.users.save({ ...user, softwareToken: spendCode(user.softwareToken, code, pool.now()) });
  },
  proceed: afterLastFactor,
});
