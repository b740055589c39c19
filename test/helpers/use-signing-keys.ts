/** Has Web Crypto hand out the RSA keys that `make-signing-keys.ts` made, in turn, instead of making one each time. */

import type { webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';

const { subtle } = globalThis.crypto;
// The object outlives a test file; its prototype has the method that no test file has replaced.
const generateKey: typeof subtle.generateKey = Object.getPrototypeOf(subtle).generateKey;
const keys: webcrypto.JsonWebKey[] = JSON.parse(
  readFileSync(process.env.PORTCULLIS_TEST_SIGNING_KEYS ?? '', 'utf8'),
);
let given = 0;

async function storedKeyPair(
  algorithm: webcrypto.RsaHashedImportParams,
  extractable: boolean,
): Promise<webcrypto.CryptoKeyPair> {
  const jwk = keys[given++ % keys.length] as webcrypto.JsonWebKey;
  const { kty = '', n = '', e = '' } = jwk;
  const [privateKey, publicKey] = await Promise.all([
    subtle.importKey('jwk', jwk, algorithm, extractable, ['sign']),
    subtle.importKey('jwk', { kty, n, e }, algorithm, true, ['verify']),
  ]);
  return { privateKey, publicKey };
}

Object.defineProperty(subtle, 'generateKey', {
  configurable: true,
  value: (algorithm: webcrypto.RsaHashedKeyGenParams, extractable: boolean, usages: webcrypto.KeyUsage[]) =>
    algorithm.name === 'RSASSA-PKCS1-v1_5' && algorithm.modulusLength === 2048
      ? storedKeyPair(algorithm, extractable)
      : generateKey.call(subtle, algorithm, extractable, usages),
});
