import type { RandomSource } from '../internal/seams.js';
import {
  type DeviceChallenge,
  type DeviceSecret,
  type DeviceSecretOptions,
  newDeviceSecret,
  newEphemeral,
  type PasswordChallenge,
  proveDevice,
  provePassword,
  type SrpEphemeral,
} from './client-steps.js';
import { atOnce, type SrpPlatform } from './platform.js';
import { defaultPlatform } from './platforms.js';

/** On which machine to compute. */
export interface OnPlatform {
  /** By default OpenSSL where there is one. */
  readonly platform?: SrpPlatform;
}

/**
 * The client's first move (RFC 5054, section 2.5.4): a random of 256 bits and A = g^a mod N.
 *
 * @throws {SrpRefusedError} when A ≡ 0 (mod N), which no working platform computes.
 * @throws {RangeError} when the random source gives fewer or more bytes than it was asked for.
 */
export function createEphemeral(
  random: RandomSource,
  platform: SrpPlatform = defaultPlatform(),
): SrpEphemeral {
  return newEphemeral(random, platform);
}

/**
 * The answer to PASSWORD_VERIFIER.
 *
 * @returns PASSWORD_CLAIM_SIGNATURE, in base64.
 * @throws {SrpRefusedError} when the challenge is malformed, B ≡ 0 (mod N) or u = 0.
 */
export function passwordProof({
  platform = defaultPlatform(),
  ...challenge
}: PasswordChallenge & OnPlatform): string {
  return atOnce(provePassword(platform, challenge));
}

/**
 * The answer to DEVICE_PASSWORD_VERIFIER.
 *
 * @returns PASSWORD_CLAIM_SIGNATURE, in base64.
 * @throws {SrpRefusedError} when the challenge is malformed, B ≡ 0 (mod N) or u = 0.
 */
export function deviceProof({
  platform = defaultPlatform(),
  ...challenge
}: DeviceChallenge & OnPlatform): string {
  return atOnce(proveDevice(platform, challenge));
}

/**
 * Makes a password for a new device (40 random bytes in base64) with a 16-byte salt and the verifier g^x mod N.
 *
 * @throws {RangeError} when the random source gives fewer or more bytes than it was asked for.
 */
export function createDeviceSecret({
  platform = defaultPlatform(),
  ...device
}: DeviceSecretOptions & OnPlatform): DeviceSecret {
  return atOnce(newDeviceSecret(platform, device));
}
