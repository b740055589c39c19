/** Hexadecimal of whole bytes, as every decoder expects it. */
export function evenHex(value: bigint): string {
  const hex = value.toString(16);
  return hex.length % 2 === 0 ? hex : `0${hex}`;
}

/**
 * P(n), Cognito's encoding of an integer under a hash: in hexadecimal, the fewest bytes that leave the sign bit clear,
 * which is what Java's `BigInteger.toByteArray` writes. RFC 5054 pads to the length of N instead, and one sign-in in
 * 256 fails for a client that confuses the two.
 */
export function signedHex(value: bigint): string {
  const hex = evenHex(value);
  return hex.charAt(0) >= '8' ? `00${hex}` : hex;
}

/** The integer that `hex` spells, whatever its length or leading zeros; `undefined` when it spells none. */
export function integerFromHex(hex: string): bigint | undefined {
  return /^[0-9a-f]+$/i.test(hex) ? BigInt(`0x${hex}`) : undefined;
}
