import { node } from './node.js';
import { type Clock, monotonicClock, type RandomSource, systemRandom } from './seams.js';

/** The time, randomness and sleep that waiting needs. */
export interface WaitingSeams {
  /** Milliseconds that only ever grow: setting the time of day must not end a wait. */
  readonly elapsed: Clock;
  readonly random: RandomSource;
  /** Rejects when `signal` is aborted. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

export const systemSeams: WaitingSeams = {
  elapsed: monotonicClock,
  random: systemRandom,
  sleep: (milliseconds, signal) =>
    node('node:timers/promises').setTimeout(milliseconds, undefined, signal && { signal }),
};
