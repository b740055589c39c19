import { SrpRefusedError } from '../errors/srp.js';
import { bigIntFromBytes, fromBase64, toBase64, utf8 } from '../internal/bytes.js';
import type { RandomSource } from '../internal/seams.js';
import { G, K, modN } from './group.js';
import { integerFromHex } from './integers.js';
import type { AnyPlatform, Steps } from './platform.js';
import { privateKey, type SrpIdentity, scrambler, signature } from './proof.js';
import { randomBytes, randomExponent, wipe } from './secrets.js';

/** The client's key pair for one exchange. Never use one twice, and never show `a`. */
export interface SrpEphemeral {
  /** The private value. */
  readonly a: bigint;
  /** The public value, g^a mod N. */
  readonly A: bigint;
  /** The public value as SRP_A is sent: lower-case hexadecimal without padding, so its length may be odd. */
  readonly srpA: string;
}

/** The client's key pair, on any platform. */
export function newEphemeral(random: RandomSource, { modPow }: Pick<AnyPlatform, 'modPow'>): SrpEphemeral {
  const a = randomExponent(random);
  const A = modPow(G, a);
  if (modN(A) === 0n) throw new SrpRefusedError('A must not be 0 modulo N');
  return { a, A, srpA: A.toString(16) };
}

/** What the server sent in its challenge, and what the answer is made with. */
export interface SrpChallenge {
  /** From {@link createEphemeral}; its `srpA` is what the challenge answers. */
  readonly ephemeral: SrpEphemeral;
  /** SALT of the challenge: hexadecimal of any length. */
  readonly salt: string;
  /** SRP_B of the challenge: hexadecimal of any length. */
  readonly srpB: string;
  /** SECRET_BLOCK of the challenge: base64. */
  readonly secretBlock: string;
  /** TIMESTAMP of the answer, from `formatTimestamp`. */
  readonly timestamp: string;
}

/** A PASSWORD_VERIFIER challenge and the password that answers it. */
export interface PasswordChallenge extends SrpChallenge {
  /** The pool's name: its id after the underscore. */
  readonly poolName: string;
  /** USER_ID_FOR_SRP of the challenge, which is not always the name that was typed. */
  readonly userIdForSrp: string;
  readonly password: string;
}

/** PASSWORD_CLAIM_SIGNATURE of a PASSWORD_VERIFIER challenge, in base64. */
export function provePassword(
  platform: AnyPlatform,
  { poolName, userIdForSrp, password, ...challenge }: PasswordChallenge,
): Steps<string> {
  return prove(platform, { prefix: poolName, id: userIdForSrp }, password, challenge);
}

/** A DEVICE_PASSWORD_VERIFIER challenge and the device's secret that answers it. */
export interface DeviceChallenge extends SrpChallenge {
  readonly deviceGroupKey: string;
  readonly deviceKey: string;
  /** `password` of `createDeviceSecret`. */
  readonly devicePassword: string;
}

/** PASSWORD_CLAIM_SIGNATURE of a DEVICE_PASSWORD_VERIFIER challenge, in base64. */
export function proveDevice(
  platform: AnyPlatform,
  { deviceGroupKey, deviceKey, devicePassword, ...challenge }: DeviceChallenge,
): Steps<string> {
  return prove(platform, { prefix: deviceGroupKey, id: deviceKey }, devicePassword, challenge);
}

function* prove(
  platform: AnyPlatform,
  identity: SrpIdentity,
  password: string,
  challenge: SrpChallenge,
): Steps<string> {
  const { ephemeral, timestamp } = challenge;
  const salt = readInteger('SALT', challenge.salt);
  const B = readInteger('SRP_B', challenge.srpB);
  const secretBlock = readBlock(challenge.secretBlock);
  // Either would give a session key that needs no password to compute (RFC 5054, section 2.5.3).
  if (modN(B) === 0n) throw new SrpRefusedError('SRP_B must not be 0 modulo N');
  const u = yield* scrambler(platform, ephemeral.A, B);
  if (u === 0n) throw new SrpRefusedError('u, the hash of SRP_A and SRP_B, must not be 0');
  const x = yield* privateKey(platform, identity, password, salt);
  const S = premasterSecret(platform, ephemeral.a, B, u, x);
  return toBase64(yield* signature(platform, S, u, { identity, secretBlock, timestamp }));
}

/** S = (B − k·g^x)^(a + u·x) mod N (RFC 5054, section 2.6). */
function premasterSecret({ modPow }: AnyPlatform, a: bigint, B: bigint, u: bigint, x: bigint): bigint {
  return modPow(B - K * modPow(G, x), a + u * x);
}

function readInteger(name: string, hex: string): bigint {
  const value = integerFromHex(hex);
  if (value === undefined) throw new SrpRefusedError(`${name} must be hexadecimal`);
  return value;
}

function readBlock(text: string): Uint8Array {
  try {
    return fromBase64(text);
  } catch {
    // Cognito's is base64. Another server's is opaque, and signed as it is.
    return utf8(text);
  }
}

export interface DeviceSecretOptions {
  /** `NewDeviceMetadata.DeviceGroupKey`, as it came with the tokens. */
  readonly deviceGroupKey: string;
  /** `NewDeviceMetadata.DeviceKey`. */
  readonly deviceKey: string;
  readonly random: RandomSource;
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

/** A device's secret, on any platform. */
export function* newDeviceSecret(
  platform: AnyPlatform,
  { deviceGroupKey, deviceKey, random }: DeviceSecretOptions,
): Steps<DeviceSecret> {
  const bytes = randomBytes(random, 40);
  const password = toBase64(bytes);
  wipe(bytes);
  const salt = bigIntFromBytes(randomBytes(random, 16));
  const x = yield* privateKey(platform, { prefix: deviceGroupKey, id: deviceKey }, password, salt);
  return {
    password,
    salt: toBase64(platform.signedBytes(salt)),
    verifier: toBase64(platform.signedBytes(platform.modPow(G, x))),
  };
}
