import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { fromHex } from '../internal/bytes.js';
import { signedHex } from './integers.js';
import { createOpensslModPow } from './openssl.js';
import type { SrpPlatform } from './platform.js';
import { portableModPow } from './portable.js';

/** OpenSSL for everything: fast, and constant in time over secrets. `crypto` is the module `node:crypto`. */
export function opensslPlatform(crypto: typeof import('node:crypto')): SrpPlatform {
  return {
    modPow: createOpensslModPow(crypto),
    // A sign-in runs cold, and a loop over bytes would cost it more than all its hashes.
    signedBytes: value => Buffer.from(signedHex(value), 'hex'),
    sha256: message => crypto.createHash('sha256').update(message).digest(),
    hmacSha256: (key, message) => crypto.createHmac('sha256', key).update(message).digest(),
  };
}

/**
 * JavaScript alone, for machines without a working `node:crypto`. The second choice: several times slower, and its
 * exponentiation is not constant in time.
 */
export const portablePlatform: SrpPlatform = {
  modPow: portableModPow,
  signedBytes: value => fromHex(signedHex(value)),
  sha256: message => sha256(message),
  hmacSha256: (key, message) => hmac(sha256, key, message),
};

let chosen: SrpPlatform | undefined;

/** The platform of this process: OpenSSL where it works, otherwise the portable one. Chosen at first use. */
export function defaultPlatform(): SrpPlatform {
  chosen ??= choosePlatform(globalThis.process?.getBuiltinModule?.('node:crypto'));
  return chosen;
}

/** OpenSSL if this `node:crypto` computes a power rightly, the portable platform if not. */
export function choosePlatform(crypto: typeof import('node:crypto') | undefined): SrpPlatform {
  if (!crypto) return portablePlatform;
  try {
    const platform = opensslPlatform(crypto);
    if (platform.modPow(3n, 5n) === 243n) return platform;
  } catch {
    // A build of OpenSSL may forbid our modulus (FIPS), and an imitation of node:crypto may lack Diffie–Hellman.
  }
  return portablePlatform;
}
