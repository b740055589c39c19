import { PortcullisError, type PortcullisErrorOptions } from './base.js';
import type { OwnErrorCodes } from './codes.js';

type Code = OwnErrorCodes['NotSentError'];

/**
 * The call failed before anything of it was sent, for a reason on this machine; `cause` is what came up. Trying again
 * does not help until that is fixed.
 *
 * - `CREDENTIALS_MISSING`: the operation needs AWS credentials, and there are none.
 * - `CREDENTIALS_UNUSABLE`: the function that fetches them failed or returned none, or they cannot be sent in a header.
 * - `PERMISSION_MISSING`: the runtime does not let the program do what the call needs, such as using the network.
 * - `REQUEST_UNUSABLE`: the request could not be made, such as for a region that no host can be named after.
 *
 * ```ts
 * import { UserPool } from 'portcullis';
 * import { NotSentError } from 'portcullis/errors';
 *
 * try {
 *   await new UserPool({ userPoolId: 'eu-west-1_AbCdEf123' }).users.get('ada');
 * } catch (error) {
 *   if (error instanceof NotSentError && error.code === 'CREDENTIALS_MISSING') console.error(error.advice);
 *   else throw error;
 * }
 * ```
 */
export class NotSentError extends PortcullisError {
  static override readonly portcullis: string = 'NotSentError';

  readonly code: Code;

  constructor(
    code: Code,
    message: string,
    /** The operation that was to be called, such as `AdminGetUser`. */
    readonly operation: string,
    options?: PortcullisErrorOptions,
  ) {
    super(message, options);
    this.code = code;
  }
}
