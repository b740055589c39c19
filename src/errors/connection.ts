import { PortcullisError, type PortcullisErrorOptions } from './base.js';
import { brand } from './brand.js';
import type { OwnErrorCodes } from './codes.js';

type Code = OwnErrorCodes['ConnectionError'];

/**
 * No answer that could be read: the address did not answer or the connection broke (`CONNECTION_FAILED`), not in time
 * (`TIMED_OUT`), or what came back is not Cognito's (`UNREADABLE_ANSWER`, with the status in the message). Whether the
 * service carried the call out is not known. Try again later, or check the address.
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
  readonly code: Code;
  /** The status of an answer that could not be read. Absent where none came. */
  declare readonly httpStatus?: number;

  constructor(
    code: Code,
    message: string,
    /** The address that was called. */
    readonly address: string,
    { httpStatus, ...options }: PortcullisErrorOptions & { readonly httpStatus?: number } = {},
  ) {
    super(message, options);
    this.code = code;
    if (httpStatus !== undefined) this.httpStatus = httpStatus;
  }
}

brand({ ConnectionError });
