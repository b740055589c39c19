import { invalidParameter } from '../internal/exception.js';
import type { SessionAnswer } from './challenge.js';
import { required } from './parameters.js';

/**
 * The steps of a second factor want the username that the challenge returned; an alias they take for a device of
 * somebody else, and say so.
 * @throws InvalidParameterException
 */
export function refuseAlias({ pool, user, responses }: SessionAnswer): void {
  if (!pool.users.isUsernameOf(user, required(responses, 'USERNAME')))
    throw invalidParameter('Invalid device key given.');
}
