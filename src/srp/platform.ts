import type { ModPow } from './group.js';

/**
 * What the maths needs from the machine it runs on.
 *
 * @typeParam Hash Where hashes come at once, their bytes; Web Crypto promises them.
 */
export interface SrpPlatform<Hash = Uint8Array> {
  readonly modPow: ModPow;
  /** P(n), the bytes of an integer that Cognito hashes: the fewest that leave the sign bit clear. */
  readonly signedBytes: (value: bigint) => Uint8Array;
  readonly sha256: (message: Uint8Array) => Hash;
  readonly hmacSha256: (key: Uint8Array, message: Uint8Array) => Hash;
}

/** A platform whose hashes may take their time. */
export type AnyPlatform = SrpPlatform<Uint8Array | Promise<Uint8Array>>;

/**
 * A computation that yields every hash of its platform and goes on with the bytes. So the same steps serve platforms
 * that hash at once and platforms that promise to.
 */
export type Steps<Result> = Generator<Uint8Array | Promise<Uint8Array>, Result, Uint8Array>;

/** Runs steps over a platform that hashes at once. */
export function atOnce<Result>(steps: Steps<Result>): Result {
  let step = steps.next();
  while (!step.done) step = steps.next(step.value as Uint8Array);
  return step.value;
}

/** Runs steps over any platform. */
export async function inTime<Result>(steps: Steps<Result>): Promise<Result> {
  let step = steps.next();
  while (!step.done) step = steps.next(await step.value);
  return step.value;
}
