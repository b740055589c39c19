import { invalidParameter } from '../internal/exception.js';
import type { SessionAnswer } from './challenge.js';
import { required } from './parameters.js';

/**
 * The steps of a second factor take the username that the challenge returned, and refuse an alias as if it were
 * another user's device.
 * @throws InvalidParameterException
 */
export function refuseAlias({ pool, user, responses }: SessionAnswer): void {
  if (!pool.users.isUsernameOf(user, required(responses, 'USERNAME')))
    throw invalidParameter('Invalid device key given.', {
      expected: `USERNAME ${user.username}, as the challenge returned it`,
      sent: responses.USERNAME ?? 'nothing',
    });
}
