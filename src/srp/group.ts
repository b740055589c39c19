import { bigIntFromBytes, fromBase64 } from '../internal/bytes.js';

/**
 * The group in which Cognito computes: RFC 3526, section 5 (3072-bit MODP), with generator 2, as in RFC 5054,
 * appendix A. N is a safe prime.
 */
export const N = /* @__PURE__ */ bigIntFromBytes(
  // In base64, which takes half the room of hexadecimal digits in a compressed bundle.
  /* @__PURE__ */ fromBase64(
    '///////////JD9qiIWjCNMTGYouA3BzRKQJOCIpnzHQCC76mOxObIlFKCHmONATd75UZs806QxswKwpt8l8UN0/hNW1tUcJF' +
      '5IW1dmJefsb0TELppjftawv/XLb0Brft7jhr+1qJn6WunyQRfEsf5kkoZlHs5Fs9wgB8uKFjvwWY2kg2HFXTmmkWP6j9JM9f' +
      'g2VdI9yjrZYcYvNWIIVSu57VKQdwlpZtZww1Tkq8mATxdGwIyhghfDKQXkYuNs474553LBgOhgObJ4Oi7Aeij7XFXfBvTFLJ' +
      '3ivL9pVYFxg5lUl86pVq5RXSJhiY+gUQFXKOWoqqxC2tMxcNBFB6M6hVIavfHLpk7PuFBFjb7wqK6nFXXQYMfbOXD4Wm4eTH' +
      'q/WujNsJM9cejJTgSiVhnc7j0iYa0u5r8S/6BtmKCGTYdgJzPshqZFIfKxgXeyAMu+EXV3phXWx3CYjAutlG4gjiT6B05asx' +
      'Q9tb/OD9EI5LgtEgqTrSyv//////////',
  ),
);

export const G = 2n;

/** The multiplier k = H(P(N) ‖ P(g)) (RFC 5054, section 2.5.3, with Cognito's padding). Constant, so computed once. */
export const K = 0x538282c4354742d7cbbde2359fcf67f9f5b3a6b08791e5011b43b8a5b66d9ee6n;

/** `base` to the power of `exponent`, modulo N. Any base, negative ones too; the exponent is 0 or more. */
export type ModPow = (base: bigint, exponent: bigint) => bigint;

/** The remainder of `value` in 0 … N − 1, where JavaScript's own `%` keeps the sign. */
export function modN(value: bigint): bigint {
  const remainder = value % N;
  return remainder < 0n ? remainder + N : remainder;
}
