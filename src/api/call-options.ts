import { abortSignal, check, milliseconds, strictOptions } from '../internal/options.js';
import { optional } from '../internal/schemas.js';

/** How to make one call. */
export interface CallOptions {
  /** Gives the call up; it then rejects with the signal's reason. Aborted before, nothing is sent. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Milliseconds that this call may take, in place of the configured ones, with all that it waits for: its requests and
   * their retries, a renewal before, signing keys, stores and locks. While a handler asks a person the time stands still.
   */
  readonly timeoutMs?: number | undefined;
}

/** The schema's entries of {@link CallOptions}, for methods that take them among options of their own. */
export const callOptionEntries = {
  signal: optional(abortSignal),
  timeoutMs: optional(milliseconds),
};

const callOptions = strictOptions(callOptionEntries);
const NONE: CallOptions = {};

/** @throws {InvalidOptionError} naming the option at fault. */
export const checkCallOptions = (options: CallOptions | undefined): CallOptions =>
  options === undefined ? NONE : check(callOptions, options, 'options');
