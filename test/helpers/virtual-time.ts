import { setImmediate } from 'node:timers/promises';
import type { WaitingSeams } from '../../src/internal/waiting.js';
import { systemSeams } from '../../src/internal/waiting.js';

/** Time that stands still but for those who wait, and takes them to their moment at once. */
export function virtualTime(): WaitingSeams {
  let now = 0;
  return {
    ...systemSeams,
    elapsed: () => now,
    sleep: async (milliseconds, signal) => {
      const until = now + milliseconds;
      await setImmediate(undefined, signal && { signal });
      now = Math.max(now, until);
    },
  };
}
