/** Conversions between bytes, text and integers. Pure, and they run anywhere. */

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

const HEX_BYTES = /* @__PURE__ */ Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).padStart(2, '0'),
);

export function toHex(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += HEX_BYTES[byte];
  return hex;
}

/** @throws {RangeError} when `hex` is not hexadecimal. An odd length is read as if it began with a zero. */
export function fromHex(hex: string): Uint8Array {
  if (!/^[0-9a-f]+$/i.test(hex)) throw new RangeError('expected hexadecimal digits');
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  const bytes = new Uint8Array(even.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(even.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** @throws {RangeError} when `text` is not standard base64. */
export function fromBase64(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text), char => char.charCodeAt(0));
  } catch (cause) {
    throw new RangeError('expected base64', { cause });
  }
}

/** Base64url without padding, as JOSE writes it (RFC 7515, section 2). */
export const toBase64url = (bytes: Uint8Array): string =>
  toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');

/** Asked for, not imported: a bundle for a browser must not name what only Node has. */
const node = /* @__PURE__ */ globalThis.process?.getBuiltinModule?.('node:buffer');

/** The bytes of a text that is all ASCII. */
export const ascii = (text: string): Uint8Array => (node ? node.Buffer.from(text, 'latin1') : utf8(text));

/**
 * The same text by itself: an engine may keep a whole text in memory for the sake of a part of it. Of a text that is all
 * ASCII.
 */
export const detached = (text: string): string => new TextDecoder().decode(ascii(text));

/**
 * The bytes of base64url without padding, whose alphabet and length the caller has checked. A `Buffer` reads it four times as
 * fast as `atob`.
 */
export const fromBase64url = (text: string): Uint8Array =>
  node ? node.Buffer.from(text, 'base64url') : fromBase64(text.replaceAll('-', '+').replaceAll('_', '/'));

export const bigIntFromBytes = (bytes: Uint8Array): bigint =>
  bytes.length ? BigInt(`0x${toHex(bytes)}`) : 0n;

/** Compares without leaking where the first difference is. */
export function equalInConstantTime(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= (a[i] as number) ^ (b[i] as number);
  return difference === 0;
}
