import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { fromHex } from '../internal/bytes.js';
import { signedHex } from './integers.js';
import { processOpenssl } from './openssl-platform.js';
import type { SrpPlatform } from './platform.js';
import { portableModPow } from './portable.js';

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

/** The platform of this process: OpenSSL where it works, otherwise the portable one. */
export const defaultPlatform = (): SrpPlatform => processOpenssl() ?? portablePlatform;
