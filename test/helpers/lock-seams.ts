import { setImmediate } from 'node:timers/promises';
import type { WaitingSeams } from '../../src/internal/waiting.js';
import { systemSeams } from '../../src/internal/waiting.js';

/**
 * Time that passes only while somebody waits for a lock, and then at once. Everybody else gets a turn in between, and
 * holders show signs of life all the time.
 */
export function fakeTime(): WaitingSeams & { advance(milliseconds: number): void } {
  let now = 0;
  return {
    ...systemSeams,
    elapsed: () => now,
    advance: milliseconds => {
      now += milliseconds;
    },
    sleep: async (milliseconds, signal) => {
      await setImmediate(undefined, signal && { signal });
      if (!signal) now += milliseconds;
    },
  };
}
