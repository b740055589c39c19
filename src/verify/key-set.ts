import { fromBase64url } from '../internal/bytes.js';
import { type SigningKey, signingKey } from './cryptography.js';

/** Signing keys by their `kid`. */
export type KeySet = ReadonlyMap<string, SigningKey>;

/**
 * The keys of a JSON Web Key Set that can check an RS256 signature. Other keys are skipped, as RFC 7517, section 5,
 * asks; `undefined` when there is none, or when `value` is no key set at all. Only the modulus and the exponent are read,
 * so that a key set with more in it cannot bring anything else.
 */
export function keySetOf(value: unknown): KeySet | undefined {
  const { keys }: { keys?: unknown } = Object(value);
  const usable = new Map<string, SigningKey>();
  for (const jwk of Array.isArray(keys) ? keys : []) {
    const { kty, kid, use = 'sig', alg = 'RS256', n, e } = Object(jwk);
    if (
      kty === 'RSA' &&
      use === 'sig' &&
      alg === 'RS256' &&
      typeof kid === 'string' &&
      isModulus(n) &&
      isBase64url(e)
    )
      usable.set(kid, signingKey({ kty, n, e }));
  }
  return usable.size ? usable : undefined;
}

const isBase64url = (value: unknown): value is string => typeof value === 'string' && /^[\w-]+$/.test(value);

/** RFC 7518, section 3.3, asks for 2048 bits or more. */
function isModulus(value: unknown): value is string {
  if (!isBase64url(value)) return false;
  const bytes = fromBase64url(value);
  const [highest = 0, ...others] = bytes.subarray(bytes.findIndex(byte => byte > 0));
  return others.length > 255 || (others.length === 255 && highest > 127);
}

/** Whether both sets hold the same keys under the same names. */
export const sameKeys = (a: KeySet, b: KeySet): boolean =>
  a.size === b.size && [...a].every(([kid, { n, e }]) => b.get(kid)?.n === n && b.get(kid)?.e === e);
