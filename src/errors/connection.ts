import { PortcullisError, type PortcullisErrorOptions } from './base.js';

/** No answer that could be read: the address did not answer, the connection broke, or what came back is not Cognito's. */
export class ConnectionError extends PortcullisError {
  readonly code: 'CONNECTION_FAILED' | 'TIMED_OUT' | 'UNREADABLE_ANSWER';

  constructor(
    code: 'CONNECTION_FAILED' | 'TIMED_OUT' | 'UNREADABLE_ANSWER',
    message: string,
    /** The address that was called. */
    readonly address: string,
    options?: PortcullisErrorOptions,
  ) {
    super(message, options);
    this.code = code;
  }
}
