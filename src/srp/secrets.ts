import { bigIntFromBytes } from '../internal/bytes.js';
import type { RandomSource } from '../internal/seams.js';

/** Overwrites secret bytes that are no longer needed. Strings and bigints cannot be overwritten. */
export function wipe(...secrets: readonly Uint8Array[]): void {
  for (const secret of secrets) secret.fill(0);
}

/** @throws {RangeError} when the source gives another number of bytes: too few would make a guessable secret. */
export function randomBytes(random: RandomSource, count: number): Uint8Array {
  const bytes = random(count);
  if (bytes.length !== count)
    throw new RangeError(`the random source must give ${count} bytes when asked to`);
  return bytes;
}

/** A private ephemeral value (a or b) of 256 bits, the least that RFC 5054, section 2.5.4 allows. */
export function randomExponent(random: RandomSource): bigint {
  const bytes = randomBytes(random, 32);
  const exponent = bigIntFromBytes(bytes);
  wipe(bytes);
  return exponent;
}
