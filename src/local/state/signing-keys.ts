import {
  type CryptoKey,
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose';

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

/** The private keys, to be written down. */
export async function exportSigningKeys({
  id,
  access,
}: SigningKeys): Promise<Record<keyof SigningKeys, JWK>> {
  return { id: await exportJWK(id.privateKey), access: await exportJWK(access.privateKey) };
}

/** Keys that {@link exportSigningKeys} gave, under the ids that they had. */
export async function importSigningKeys({
  id,
  access,
}: Record<keyof SigningKeys, JWK>): Promise<SigningKeys> {
  return { id: await importSigningKey(id), access: await importSigningKey(access) };
}

async function importSigningKey(jwk: JWK): Promise<SigningKey> {
  const { kty = '', e = '', n = '' } = jwk;
  const [privateKey, publicKey] = await Promise.all([
    importJWK(jwk, 'RS256', { extractable: true }),
    importJWK({ kty, e, n }, 'RS256'),
  ]);
  return describeKey(privateKey as CryptoKey, publicKey as CryptoKey);
}

async function createSigningKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', {
    modulusLength: 2048,
    extractable: true,
  });
  return describeKey(privateKey, publicKey);
}

async function describeKey(privateKey: CryptoKey, publicKey: CryptoKey): Promise<SigningKey> {
  const { kty, e, n } = (await exportJWK(publicKey)) as { kty: string; e: string; n: string };
  const kid = await calculateJwkThumbprint({ kty, e, n });
  return { kid, privateKey, publicKey, jwk: { alg: 'RS256', e, kid, kty, n, use: 'sig' } };
}
