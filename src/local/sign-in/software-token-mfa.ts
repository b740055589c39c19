import { CognitoException, momentOf } from '../internal/exception.js';
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
    throw new CognitoException('CodeMismatchException', 'Invalid code received for user', {
      expected: token
        ? `the code of the user's authenticator at ${momentOf(now)}, or one of 30 s before or after`
        : 'a user with an authenticator',
      sent: 'another code',
      secrets: { sent: code },
    });
  if (token.spentSteps.includes(step))
    throw new CognitoException('ExpiredCodeException', 'Your software token has already been used once.', {
      expected: 'a code that has not been used; the next one is another',
      sent: 'a right code, for the second time',
      secrets: { sent: code },
    });
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
