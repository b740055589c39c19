import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  /** As the JWKS shows it (RFC 7517). */
  readonly jwk: JWK;
}

/** A pool signs ID and access tokens with different keys. */
export interface SigningKeys {
  readonly id: SigningKey;
  readonly access: SigningKey;
}

/** Two fresh 2048-bit RSA keys, made side by side on OpenSSL's threads. */
export async function createSigningKeys(): Promise<SigningKeys> {
  const [id, access] = await Promise.all([createSigningKey(), createSigningKey()]);
  return { id, access };
}

async function createSigningKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', {
    modulusLength: 2048,
    extractable: true,
  });
  const { kty, e, n } = (await exportJWK(publicKey)) as { kty: string; e: string; n: string };
  const kid = await calculateJwkThumbprint({ kty, e, n });
  return { kid, privateKey, publicKey, jwk: { alg: 'RS256', e, kid, kty, n, use: 'sig' } };
}
