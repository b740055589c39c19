/** The two things a test must be able to hold still. */

/** Milliseconds since the epoch. */
export type Clock = () => number;

/** `count` unpredictable bytes. */
export type RandomSource = (count: number) => Uint8Array;

export const systemClock: Clock = () => Date.now();

/** Milliseconds that only ever grow, whatever happens to the time of day: for ages and limits. */
export const monotonicClock: Clock = () => performance.now();

/** The operating system's randomness, in chunks that Web Crypto allows. */
export const systemRandom: RandomSource = count => globalThis.crypto.getRandomValues(new Uint8Array(count));
