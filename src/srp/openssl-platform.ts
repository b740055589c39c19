import { signedHex } from './integers.js';
import { createOpensslModPow } from './openssl.js';
import type { SrpPlatform } from './platform.js';

type Crypto = typeof import('node:crypto');

/** OpenSSL for everything: fast, and constant in time over secrets. `crypto` is the module `node:crypto`. */
export function opensslPlatform(crypto: Crypto): SrpPlatform {
  return {
    modPow: createOpensslModPow(crypto),
    // A sign-in runs cold, and a loop over bytes would cost it more than all its hashes.
    signedBytes: value => Buffer.from(signedHex(value), 'hex'),
    sha256: message => crypto.createHash('sha256').update(message).digest(),
    hmacSha256: (key, message) => crypto.createHmac('sha256', key).update(message).digest(),
  };
}

/** OpenSSL if this `node:crypto` computes a power rightly. */
export function workingOpenssl(crypto: Crypto | undefined): SrpPlatform | undefined {
  if (!crypto) return undefined;
  try {
    const platform = opensslPlatform(crypto);
    if (platform.modPow(3n, 5n) === 243n) return platform;
  } catch {
    // A build of OpenSSL may forbid our modulus (FIPS), and an imitation of node:crypto may lack Diffie–Hellman.
  }
  return undefined;
}

let ofProcess: { readonly platform: SrpPlatform | undefined } | undefined;

/** The OpenSSL of this process, if it has one that works. It is tried once. */
export function processOpenssl(): SrpPlatform | undefined {
  ofProcess ??= { platform: workingOpenssl(globalThis.process?.getBuiltinModule?.('node:crypto')) };
  return ofProcess.platform;
}
