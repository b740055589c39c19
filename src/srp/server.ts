import { bigIntFromBytes, equalInConstantTime, fromBase64 } from '../internal/bytes.js';
import type { RandomSource } from '../internal/seams.js';
import { G, K, modN, N } from './group.js';
import { integerFromHex } from './integers.js';
import { parseTimestamp } from './parse-timestamp.js';
import { atOnce, type SrpPlatform } from './platform.js';
import { defaultPlatform } from './platforms.js';
import { privateKey, type SrpIdentity, scrambler, signature } from './proof.js';
import { randomBytes, randomExponent } from './secrets.js';
import { formatTimestamp } from './timestamp.js';

/** Everything a server keeps of a password. */
export interface SrpVerifier {
  /** 16 random bytes as an integer, in hexadecimal without leading zeros, as SALT is sent. */
  readonly salt: string;
  /** v = g^x mod N, in hexadecimal. */
  readonly verifier: string;
}

export interface SrpVerifierOptions {
  /** The pool's name: its id after the underscore. */
  readonly poolName: string;
  /** The stored name of the user, which the challenge will hand out as USER_ID_FOR_SRP. */
  readonly username: string;
  readonly password: string;
  readonly random: RandomSource;
  readonly platform?: SrpPlatform;
}

/**
 * Makes what the server stores in place of a password (RFC 5054, section 2.4).
 *
 * @throws {RangeError} when the random source gives fewer or more bytes than it was asked for.
 */
export function createVerifier(options: SrpVerifierOptions): SrpVerifier {
  const { salt, verifier } = createVerifierOnDemand(options);
  return { salt, verifier };
}

/**
 * The same, with the exponentiation deferred until `verifier` is read: for many users at once, of whom few sign in.
 * Until then it holds x, which is as sensitive as the password, in a private place.
 */
export function createVerifierOnDemand({
  poolName,
  username,
  password,
  random,
  platform = defaultPlatform(),
}: SrpVerifierOptions): SrpVerifier {
  const salt = bigIntFromBytes(randomBytes(random, 16));
  const x = atOnce(privateKey(platform, { prefix: poolName, id: username }, password, salt));
  return {
    salt: salt.toString(16),
    get verifier() {
      const verifier = platform.modPow(G, x).toString(16);
      Object.defineProperty(this, 'verifier', { value: verifier, enumerable: true });
      return verifier;
    },
  };
}

/** Whether the exponentiation of {@link createVerifierOnDemand} is still to come. */
export const isDeferred = (verifier: SrpVerifier): boolean =>
  Object.getOwnPropertyDescriptor(verifier, 'verifier')?.get !== undefined;

export interface PasswordCheck extends SrpVerifier {
  readonly poolName: string;
  readonly username: string;
  readonly password: string;
  readonly platform?: SrpPlatform;
}

/**
 * Whether `password` is the one that the verifier was made of, for flows that send the password itself. Compares in
 * constant time; a salt or verifier that is not hexadecimal belongs to no password.
 */
export function checkPassword({
  poolName,
  username,
  password,
  salt,
  verifier,
  platform = defaultPlatform(),
}: PasswordCheck): boolean {
  const stored = integerFromHex(verifier);
  const saltValue = integerFromHex(salt);
  if (stored === undefined || saltValue === undefined) return false;
  const x = atOnce(privateKey(platform, { prefix: poolName, id: username }, password, saltValue));
  return equalInConstantTime(platform.signedBytes(platform.modPow(G, x)), platform.signedBytes(stored));
}

/** The server's key pair for one exchange. `b` is as secret as the verifier. */
export interface ServerChallenge {
  readonly b: bigint;
  readonly B: bigint;
  /** B as SRP_B is sent: lower-case hexadecimal without padding. */
  readonly srpB: string;
}

export interface ServerChallengeOptions {
  /** In hexadecimal. */
  readonly verifier: string;
  readonly random: RandomSource;
  readonly platform?: SrpPlatform;
}

/**
 * The server's move: b random of 256 bits and B = (k·v + g^b) mod N (RFC 5054, section 2.5.3).
 *
 * @throws {RangeError} when the verifier is not hexadecimal, or the random source gives a wrong number of bytes.
 */
export function createServerChallenge({
  verifier,
  random,
  platform = defaultPlatform(),
}: ServerChallengeOptions): ServerChallenge {
  const v = integerFromHex(verifier);
  if (v === undefined) throw new RangeError('the verifier must be hexadecimal');
  const b = randomExponent(random);
  const B = modN(K * v + platform.modPow(G, b));
  return { b, B, srpB: B.toString(16) };
}

/** A client's answer, with the server's own values that it answers. */
export interface ProofCheck {
  /** The user's pool name and stored name, or the device's group key and key. */
  readonly identity: SrpIdentity;
  /** SRP_A as the client sent it. */
  readonly srpA: string;
  readonly b: bigint;
  readonly B: bigint;
  /** In hexadecimal. */
  readonly verifier: string;
  /** The block that this exchange's challenge carried: base64. */
  readonly secretBlock: string;
  /** TIMESTAMP as the client sent it. */
  readonly timestamp: string;
  /** PASSWORD_CLAIM_SIGNATURE: base64. */
  readonly signature: string;
  readonly platform?: SrpPlatform;
}

/**
 * Whether the client knows the secret behind the verifier; for users and devices alike.
 *
 * Like the service, it signs the timestamp as it would write it itself, so that a padded day or a wrong weekday fails.
 * How old a timestamp may be, and which block belongs to which exchange, is for the caller to decide.
 *
 * @returns `false` for whatever is malformed, for A outside 1 … N − 1, for a verifier ≡ 0 (mod N) and for u = 0: each
 * of the last three would let anyone sign in without a password (RFC 5054, section 2.5.4).
 */
export function checkProof({ platform = defaultPlatform(), ...answer }: ProofCheck): boolean {
  const { identity, b, B } = answer;
  const A = integerFromHex(answer.srpA);
  const v = integerFromHex(answer.verifier);
  const time = parseTimestamp(answer.timestamp);
  const claimed = bytesFromBase64(answer.signature);
  const secretBlock = bytesFromBase64(answer.secretBlock);
  if (!A || A >= N || !v || modN(v) === 0n || time === undefined || !claimed || !secretBlock) return false;
  const u = atOnce(scrambler(platform, A, B));
  if (u === 0n) return false;
  const S = premasterSecret(platform, A, b, u, v);
  const parts = { identity, secretBlock, timestamp: formatTimestamp(time) };
  return equalInConstantTime(atOnce(signature(platform, S, u, parts)), claimed);
}

/** S = (A·v^u)^b mod N (RFC 5054, section 2.6). */
function premasterSecret({ modPow }: SrpPlatform, A: bigint, b: bigint, u: bigint, v: bigint): bigint {
  return modPow(A * modPow(v, u), b);
}

function bytesFromBase64(text: string): Uint8Array | undefined {
  try {
    return fromBase64(text);
  } catch {
    return undefined;
  }
}
