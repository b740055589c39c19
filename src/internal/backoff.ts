import type { RandomSource } from './seams.js';

/** How pauses between tries grow. */
export interface Backoff {
  readonly firstMs: number;
  readonly longestMs: number;
  readonly random: RandomSource;
}

/**
 * The pause after so many tries: exponential, with full jitter, so that clients that failed together do not come back
 * together.
 */
export function backoffMs(tries: number, { firstMs, longestMs, random }: Backoff): number {
  const [a = 0, b = 0] = random(2);
  const longest = Math.min(longestMs, firstMs * 2 ** (tries - 1));
  return (longest * (a * 256 + b)) / 65_536;
}
