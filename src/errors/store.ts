import { PortcullisError, type PortcullisErrorOptions } from './base.js';
import type { OwnErrorCodes } from './codes.js';

/** A store of sessions, devices or progress failed. */
export abstract class StoreError extends PortcullisError {
  static override readonly portcullis: string = 'StoreError';

  abstract override readonly code: OwnErrorCodes['StoreError'];

  constructor(
    /** The directory, file or key in use. */
    readonly location: string,
    message: string,
    options?: PortcullisErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * `STORE_CORRUPT`: a stored session or device cannot be read: cut short, damaged, or written by another release. Its
 * contents were copied aside. Sign in again.
 */
export class StoreCorruptError extends StoreError {
  static override readonly portcullis: string = 'StoreCorruptError';

  readonly code = 'STORE_CORRUPT';

  constructor(
    location: string,
    /** Where its contents are. They are never deleted or overwritten. */
    readonly keptAs: string,
    problem: string,
  ) {
    super(location, `${location} ${problem}; its contents were kept as ${keptAs}`, {
      advice: 'Sign in again: the next session is stored in its place.',
    });
  }
}

/**
 * `STORE_UNAVAILABLE`: the storage refused or failed: no space, no permission, no connection, no answer in time. What was
 * stored before is still there; what was to be stored may be there, too, where no answer came.
 */
export class StoreUnavailableError extends StoreError {
  static override readonly portcullis: string = 'StoreUnavailableError';

  readonly code = 'STORE_UNAVAILABLE';

  constructor(location: string, problem: string, options?: PortcullisErrorOptions) {
    super(location, `the store at ${location} cannot be used: ${problem}`, options);
  }
}
