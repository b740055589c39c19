import { bigIntFromBytes, concat, utf8 } from '../internal/bytes.js';
import type { AnyPlatform, Steps } from './platform.js';
import { wipe } from './secrets.js';

/**
 * Whose secret is proved. For a user, `prefix` is the pool's name (its id after the underscore) and `id` is
 * USER_ID_FOR_SRP; for a device they are the device's group key and key. Nothing else differs between the two.
 */
export interface SrpIdentity {
  readonly prefix: string;
  readonly id: string;
}

/**
 * x = H(P(salt) ‖ H(prefix ‖ id ‖ ":" ‖ password)), the private key that stands for the password (RFC 5054,
 * section 2.4, with SHA-256 and Cognito's prefix).
 */
export function* privateKey(
  platform: AnyPlatform,
  { prefix, id }: SrpIdentity,
  password: string,
  salt: bigint,
): Steps<bigint> {
  const credentials = utf8(`${prefix}${id}:${password}`);
  const inner = yield platform.sha256(credentials);
  const salted = concat(platform.signedBytes(salt), inner);
  const x = yield platform.sha256(salted);
  const value = bigIntFromBytes(x);
  wipe(credentials, inner, salted, x);
  return value;
}

/** u = H(P(A) ‖ P(B)), which binds the proof to both public values (RFC 5054, section 2.5.3). */
export function* scrambler(platform: AnyPlatform, A: bigint, B: bigint): Steps<bigint> {
  return bigIntFromBytes(yield platform.sha256(concat(platform.signedBytes(A), platform.signedBytes(B))));
}

/** HKDF's `info` followed by the counter of its first and only block (RFC 5869, section 2.3). */
const KEY_INFO = /* @__PURE__ */ concat(
  /* @__PURE__ */ utf8('Caldera Derived Key'),
  /* @__PURE__ */ Uint8Array.of(1),
);

/** The 128-bit session key: HKDF-SHA256 (RFC 5869) with u for a salt and the premaster secret S for key material. */
function* sessionKey(platform: AnyPlatform, S: bigint, u: bigint): Steps<Uint8Array> {
  const material = platform.signedBytes(S);
  const pseudorandomKey = yield platform.hmacSha256(platform.signedBytes(u), material);
  const block = yield platform.hmacSha256(pseudorandomKey, KEY_INFO);
  // A copy: the slice() of a Buffer would share the memory that is wiped next.
  const key = Uint8Array.from(block.subarray(0, 16));
  wipe(material, pseudorandomKey, block);
  return key;
}

/** What a proof is made over, besides the secret that both sides now share. */
export interface SignedParts {
  readonly identity: SrpIdentity;
  readonly secretBlock: Uint8Array;
  readonly timestamp: string;
}

/**
 * PASSWORD_CLAIM_SIGNATURE: HMAC-SHA256 under the session key of prefix ‖ id ‖ secret block ‖ timestamp. It takes the
 * place of RFC 2945's evidence message M1.
 */
export function* signature(
  platform: AnyPlatform,
  S: bigint,
  u: bigint,
  { identity, secretBlock, timestamp }: SignedParts,
): Steps<Uint8Array> {
  const key = yield* sessionKey(platform, S, u);
  const message = concat(utf8(identity.prefix + identity.id), secretBlock, utf8(timestamp));
  const signed = yield platform.hmacSha256(key, message);
  wipe(key);
  return signed;
}
