import { PortcullisError, type PortcullisErrorOptions } from './base.js';

/** A stored session or device cannot be read: cut short, damaged, or written by another release. */
export class StoreCorruptError extends PortcullisError {
  readonly code = 'STORE_CORRUPT';

  constructor(
    /** The file or key that was read. */
    readonly location: string,
    /** Where its contents were kept. Nothing deletes them or writes over them. */
    readonly keptAs: string,
    problem: string,
  ) {
    super(`${location} ${problem}; its contents were kept as ${keptAs}`, {
      advice: 'Sign in again: the next session is stored in its place.',
    });
  }
}

/** The storage refused or failed: no space, no permission, no connection. What was stored before is still there. */
export class StoreUnavailableError extends PortcullisError {
  readonly code = 'STORE_UNAVAILABLE';

  constructor(
    /** The directory, file or key in use. */
    readonly location: string,
    problem: string,
    options?: PortcullisErrorOptions,
  ) {
    super(`the store at ${location} cannot be used: ${problem}`, options);
  }
}
