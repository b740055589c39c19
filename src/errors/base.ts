import { copyError } from '../internal/copy-error.js';
import { brandOf, hasInstance } from './brand.js';
import type { ErrorCode } from './codes.js';

/** What every error of this library carries besides its message. */
export interface PortcullisErrorOptions {
  /** The failure behind it, without secrets. */
  readonly cause?: unknown;
  /** What to do about it, in one line, where there is advice. */
  readonly advice?: string | undefined;
}

/**
 * The base of every failure that is not the caller's own mistake. Tell them apart by class or by the literal
 * {@link PortcullisError.code | code}, which a `switch` checks for typing errors; the message is for people and may
 * change. `instanceof` also knows the errors of another copy of this library, such as the required one of a program that
 * imports it too.
 */
export abstract class PortcullisError extends Error {
  /** Its name for other copies of this library, of which a program may load several. */
  static readonly portcullis: string = 'PortcullisError';

  static override readonly [Symbol.hasInstance] = hasInstance;

  abstract readonly code: ErrorCode;
  /** What to do about it, in one line. Absent where there is no advice. */
  declare readonly advice?: string;

  constructor(message: string, { cause, advice }: PortcullisErrorOptions = {}) {
    super(message, cause === undefined ? undefined : { cause });
    Object.defineProperty(this, 'name', {
      value: brandOf(new.target) ?? new.target.name,
      configurable: true,
    });
    if (advice !== undefined) this.advice = advice;
  }

  /** The same error with other advice, as a new object: of the same class, with the same cause and stack. */
  withAdvice(advice: string): this {
    return copyError(this, own => ({ ...own, advice: { value: advice, enumerable: true } }));
  }
}
