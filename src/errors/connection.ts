import { PortcullisError, type PortcullisErrorOptions } from './base.js';
import type { OwnErrorCodes } from './codes.js';

type Code = OwnErrorCodes['ConnectionError'];

interface ConnectionErrorOptions extends PortcullisErrorOptions {
  readonly httpStatus?: number | undefined;
  readonly mayHaveSucceeded?: boolean | undefined;
}

/**
 * No answer that could be read: the address did not answer or the connection broke (`CONNECTION_FAILED`), not in time
 * (`TIMED_OUT`), or what came back is not Cognito's (`UNREADABLE_ANSWER`, with the status in the message). Where
 * `mayHaveSucceeded`, the service may have carried the call out and its answer was lost: `advice` says what to look at.
 * Elsewhere try again later, or check the address.
 *
 * ```ts
 * import { type Cognito } from 'portcullis';
 * import { ConnectionError } from 'portcullis/errors';
 *
 * export async function nameOf(cognito: Cognito): Promise<string | undefined> {
 *   try {
 *     return (await cognito.getUser()).username;
 *   } catch (error) {
 *     if (!(error instanceof ConnectionError)) throw error;
 *     console.error(`${error.address} does not answer (${error.code}).`);
 *     return undefined;
 *   }
 * }
 * ```
 */
export class ConnectionError extends PortcullisError {
  static override readonly portcullis: string = 'ConnectionError';

  readonly code: Code;
  /** The status of an answer that could not be read. Absent where none came. */
  declare readonly httpStatus?: number;
  /** Whether the call may have been carried out: it went out, and its answer was lost. */
  readonly mayHaveSucceeded: boolean;

  constructor(
    code: Code,
    message: string,
    /** The address that was called. */
    readonly address: string,
    { httpStatus, mayHaveSucceeded = false, ...options }: ConnectionErrorOptions = {},
  ) {
    super(message, options);
    this.code = code;
    this.mayHaveSucceeded = mayHaveSucceeded;
    if (httpStatus !== undefined) this.httpStatus = httpStatus;
  }
}
