import { NotSentError } from '../errors/not-sent.js';
import { fromHex } from '../internal/bytes.js';
import { type ModPow, modN, N } from './group.js';
import { signedHex } from './integers.js';
import type { SrpPlatform } from './platform.js';

const DIGIT_BITS = 5;
const RADIX = 2 ** DIGIT_BITS;

/**
 * Modular exponentiation by the language's own integers, five bits of the exponent at a time. A table of 32 powers and
 * one multiplication for each five squarings: faster and smaller than `big-integer`, and like it not constant in time.
 */
const bigintModPow: ModPow = (base, exponent) => {
  const reduced = modN(base);
  const powers = [1n];
  while (powers.length < RADIX) powers.push(modN((powers.at(-1) as bigint) * reduced));
  let result = 1n;
  for (const digit of exponent.toString(RADIX)) {
    for (let bit = 0; bit < DIGIT_BITS; bit++) result = (result * result) % N;
    result = (result * (powers[Number.parseInt(digit, RADIX)] as bigint)) % N;
  }
  return result;
};

const SHA256 = { name: 'HMAC', hash: 'SHA-256' };

/** @throws {NotSentError} where there is no Web Crypto. */
function webCrypto(): typeof crypto.subtle {
  const { subtle } = globalThis.crypto ?? {};
  if (subtle) return subtle;
  const problem = 'Web Crypto is missing: a page has it only over https, or on localhost';
  throw new NotSentError('PERMISSION_MISSING', problem, 'RespondToAuthChallenge');
}

/** Web Crypto's hashes and the language's integers: for browsers and every other runtime that has no OpenSSL. */
export const webPlatform: SrpPlatform<Promise<Uint8Array>> = {
  modPow: bigintModPow,
  signedBytes: value => fromHex(signedHex(value)),
  sha256: async message => new Uint8Array(await webCrypto().digest('SHA-256', message)),
  hmacSha256: async (key, message) => {
    const subtle = webCrypto();
    const imported = await subtle.importKey('raw', key, SHA256, false, ['sign']);
    return new Uint8Array(await subtle.sign('HMAC', imported, message));
  },
};
