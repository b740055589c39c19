import { createPublicKey, type KeyObject } from 'node:crypto';

/** Signing keys by their `kid`. */
export type KeySet = ReadonlyMap<string, KeyObject>;

/** RFC 7518, section 3.3, asks for this much. */
const LEAST_BITS = 2048;

/**
 * The keys of a JSON Web Key Set that can check an RS256 signature. Other keys are skipped, as RFC 7517, section 5,
 * asks; `undefined` when there is none, or when `value` is no key set at all.
 *
 * The keys become `node:crypto` keys without jose's help: loading jose's importer takes 8 ms, more than the rest of
 * this room together, and ends in the same OpenSSL call. Only the modulus and the exponent are read, so that a key
 * set with more in it cannot bring anything else.
 */
export function keySetOf(value: unknown): KeySet | undefined {
  const keys = isObject(value) && Array.isArray(value.keys) ? value.keys : [];
  const usable = keys.flatMap((jwk: unknown) => {
    const key = isObject(jwk) && rsaKeyOf(jwk);
    return key ? [[jwk.kid as string, key] as const] : [];
  });
  return usable.length ? new Map(usable) : undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function rsaKeyOf({
  kty,
  kid,
  use = 'sig',
  alg = 'RS256',
  n,
  e,
}: Record<string, unknown>): KeyObject | undefined {
  if (kty !== 'RSA' || use !== 'sig' || alg !== 'RS256') return undefined;
  if (typeof kid !== 'string' || typeof n !== 'string' || typeof e !== 'string') return undefined;
  try {
    const key = createPublicKey({ key: { kty, n, e }, format: 'jwk' });
    return (key.asymmetricKeyDetails?.modulusLength ?? 0) >= LEAST_BITS ? key : undefined;
  } catch {
    return undefined;
  }
}

/** Whether both sets hold the same keys under the same names. */
export const sameKeys = (a: KeySet, b: KeySet): boolean =>
  a.size === b.size && [...a].every(([kid, key]) => b.get(kid)?.equals(key));
