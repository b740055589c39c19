import type { JWK } from 'jose';
import { JWSSignatureVerificationFailed } from 'jose/errors';
import { compactVerify } from 'jose/jws/compact/verify';
import { toBase64url, utf8 } from '../internal/bytes.js';
import type { DecodedToken } from '../tokens/decode.js';

/** Whether `key` made the signature. jose keeps what it imports of a key by this object. */
export async function hasSigned({ signingInput, signature }: DecodedToken, key: JWK): Promise<boolean> {
  try {
    await compactVerify(`${signingInput}.${toBase64url(signature)}`, key, { algorithms: ['RS256'] });
    return true;
  } catch (error) {
    if (error instanceof JWSSignatureVerificationFailed) return false;
    throw error;
  }
}

/** The SHA-256 of a text, a character for each byte. */
export async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', utf8(text));
  return String.fromCharCode(...new Uint8Array(digest));
}
