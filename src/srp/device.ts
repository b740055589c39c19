import { bigIntFromBytes, toBase64 } from '../internal/bytes.js';
import type { RandomSource } from '../internal/seams.js';
import { G } from './group.js';
import { defaultPlatform, type SrpPlatform } from './platform.js';
import { privateKey } from './proof.js';
import { randomBytes, wipe } from './secrets.js';

export interface DeviceSecretOptions {
  /** `NewDeviceMetadata.DeviceGroupKey`, as it came with the tokens. */
  readonly deviceGroupKey: string;
  /** `NewDeviceMetadata.DeviceKey`. */
  readonly deviceKey: string;
  readonly random: RandomSource;
  readonly platform?: SrpPlatform;
}

/** A device's own password, and what `ConfirmDevice` tells the service about it. */
export interface DeviceSecret {
  /** Keep it with the device's keys: it answers later DEVICE_PASSWORD_VERIFIER challenges. */
  readonly password: string;
  /** `DeviceSecretVerifierConfig.Salt`, in base64. */
  readonly salt: string;
  /** `DeviceSecretVerifierConfig.PasswordVerifier`, in base64. */
  readonly verifier: string;
}

/**
 * Makes a password for a new device (40 random bytes in base64) with a 16-byte salt and the verifier g^x mod N.
 *
 * @throws {RangeError} when the random source gives fewer or more bytes than it was asked for.
 */
export function createDeviceSecret({
  deviceGroupKey,
  deviceKey,
  random,
  platform = defaultPlatform(),
}: DeviceSecretOptions): DeviceSecret {
  const bytes = randomBytes(random, 40);
  const password = toBase64(bytes);
  wipe(bytes);
  const salt = bigIntFromBytes(randomBytes(random, 16));
  const x = privateKey(platform, { prefix: deviceGroupKey, id: deviceKey }, password, salt);
  return {
    password,
    salt: toBase64(platform.signedBytes(salt)),
    verifier: toBase64(platform.signedBytes(platform.modPow(G, x))),
  };
}
