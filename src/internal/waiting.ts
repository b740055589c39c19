import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { type Clock, type RandomSource, systemRandom } from './seams.js';

/** What whoever waits needs of the world. */
export interface WaitingSeams {
  /** Milliseconds that only ever grow: waiting must not end because somebody set the time of day. */
  readonly elapsed: Clock;
  readonly random: RandomSource;
  /** Rejects when `signal` is aborted. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

export const systemSeams: WaitingSeams = {
  elapsed: () => performance.now(),
  random: systemRandom,
  sleep: (milliseconds, signal) => setTimeout(milliseconds, undefined, signal && { signal }),
};
