import { VerificationUnavailableError } from '../errors/token.js';
import { ascii, toBase64url } from '../internal/bytes.js';
import type { DecodedToken } from '../tokens/decode.js';

/**
 * OpenSSL, on Node and on what imitates it well. Asked for, not imported: a bundle for a browser must not name what only
 * Node has. It hashes and verifies at once: a signature takes 17 µs and no thread, where Web Crypto hands each to the thread
 * pool and takes 1.3 times as long under load and 4.7 times when tokens come one at a time.
 */
const openssl = globalThis.process?.getBuiltinModule?.('node:crypto');

/** An RSA public key as a JSON Web Key has it (RFC 7518, section 6.3.1). */
export interface RsaPublicKey {
  readonly kty: 'RSA';
  readonly n: string;
  readonly e: string;
}

/** A key of a pool. */
export interface SigningKey extends RsaPublicKey {
  /** Whether the key made the RS256 signature of a token (RFC 7518, section 3.3). */
  hasSigned(token: DecodedToken): boolean | Promise<boolean>;
}

export function signingKey(jwk: RsaPublicKey): SigningKey {
  if (!openssl)
    return {
      ...jwk,
      hasSigned: ({ signingInput, signature }) =>
        onWebCrypto(web => web.hasSigned(`${signingInput}.${toBase64url(signature)}`, jwk)),
    };
  const key = openssl.createPublicKey({ key: { ...jwk }, format: 'jwk' });
  const hasSigned = ({ signingInput, signature }: DecodedToken): boolean =>
    openssl.verify('sha256', ascii(signingInput), key, signature);
  return { ...jwk, hasSigned };
}

/** The SHA-256 of a text, a character for each byte: other encodings cost as much as the hash. */
export const sha256 = (text: string): string | Promise<string> =>
  openssl ? openssl.hash('sha256', text, 'binary') : onWebCrypto(web => web.sha256(text));

/** @throws {VerificationUnavailableError} where Web Crypto is not to be had, as on a page that came over plain http. */
async function onWebCrypto<T>(work: (web: typeof import('./web-crypto.js')) => Promise<T>): Promise<T> {
  try {
    return await work(await import('./web-crypto.js'));
  } catch (cause) {
    throw new VerificationUnavailableError(cause);
  }
}
