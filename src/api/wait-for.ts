import { ConnectionError } from '../errors/connection.js';
import { unlessAborted } from '../internal/abort.js';
import type { CallOptions } from './call-options.js';

/**
 * Waits for tokens as long as the options say, and then gives up waiting, not the renewal: others may wait for the same
 * one.
 *
 * @param address Where the tokens are to come from, for the error.
 * @throws {ConnectionError} with `TIMED_OUT`, or the signal's reason.
 */
export async function waitForTokens<T>(
  renewal: Promise<T>,
  address: string,
  { signal, timeoutMs }: CallOptions = {},
): Promise<T> {
  if (!signal && timeoutMs === undefined) return await renewal;
  const deadline = timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs);
  const signals = [signal, deadline].filter(each => each !== undefined);
  try {
    return await unlessAborted(renewal, AbortSignal.any(signals));
  } catch (error) {
    if (error !== deadline?.reason) throw error;
    throw new ConnectionError('TIMED_OUT', `no tokens within ${timeoutMs} ms`, address);
  }
}
