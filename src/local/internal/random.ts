import { toBase64, toBase64url, toHex } from '../../internal/bytes.js';
import type { RandomSource } from '../../internal/seams.js';

const BULK_BYTES = 4096;

/** The same source, asked for a few thousand bytes at a time: each question to the operating system has its price. */
export function inBulk(random: RandomSource): RandomSource {
  let left = new Uint8Array();
  return count => {
    if (count > left.length) left = Uint8Array.from(random(Math.max(count, BULK_BYTES)));
    const taken = left.subarray(0, count);
    left = left.subarray(count);
    return taken;
  };
}

/** A random UUID (RFC 9562, version 4). */
export const randomUuid = (random: RandomSource): string => uuidFromBytes(random(16));

/** Sixteen bytes read as a version 4 UUID (RFC 9562, section 5.4). */
export function uuidFromBytes(bytes: Uint8Array): string {
  const fixed = Uint8Array.from(bytes);
  fixed[6] = ((fixed[6] ?? 0) & 0x0f) | 0x40;
  fixed[8] = ((fixed[8] ?? 0) & 0x3f) | 0x80;
  return toHex(fixed).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A one-time code of `length` decimal digits, each equally likely. */
export function randomDigits(random: RandomSource, length: number): string {
  let digits = '';
  while (digits.length < length) {
    // 250 is the largest multiple of ten that a byte holds: bytes above it would favour the low digits.
    for (const byte of random(length)) if (byte < 250) digits += byte % 10;
  }
  return digits.slice(0, length);
}

/** An opaque `Session`, as long as the service's and beginning like them. */
export const randomSession = (random: RandomSource): string => `AYABe${toBase64url(random(1160))}`;

/** A device's group key: a hyphen and eight characters. */
export const randomDeviceGroupKey = (random: RandomSource): string => `-${toBase64url(random(6))}`;

/** An opaque `SECRET_BLOCK`: standard base64, which clients decode and sign. */
export const randomSecretBlock = (random: RandomSource): string => toBase64(random(1024));

const JWE_HEADER = 'eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIiwiYWxnIjoiUlNBLU9BRVAifQ';

/** An opaque refresh token in the five parts and about the length of the service's (a JWE, RFC 7516). */
export const randomRefreshToken = (random: RandomSource): string =>
  [JWE_HEADER, ...[256, 12, 1010, 16].map(count => toBase64url(random(count)))].join('.');

const ID_ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** An id or secret as the service makes them for pools and app clients: lower-case letters and digits. */
export const randomId = (random: RandomSource, length: number): string =>
  Array.from(random(length), byte => ID_ALPHABET[byte % ID_ALPHABET.length]).join('');

/** A client secret as the service makes it. */
export const newClientSecret = (random: RandomSource): string => randomId(random, 51);

const LOWER = 'abcdefghijkmnpqrstuvwxyz';
const CLASSES = [LOWER, LOWER.toUpperCase(), '23456789', '!#%+=?@_'];

/** A temporary password that satisfies every character class a policy can ask for. */
export function randomPassword(random: RandomSource, length: number): string {
  return Array.from(random(length), (byte, i) => {
    const alphabet = CLASSES[i % CLASSES.length] ?? LOWER;
    return alphabet[byte % alphabet.length];
  }).join('');
}
