import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** More than any one test has signing keys at a time, so that no two of its pools have the same. */
const COUNT = 24;

/**
 * Makes RSA keys before the first run of the tests, for `use-signing-keys.ts`. Making one computes for 170 ms on
 * average, and the tests start more than a thousand local pools, each with two.
 */
export default function makeSigningKeys(
  _: unknown,
  { cacheDirectory }: { readonly cacheDirectory: string },
): void {
  const file = join(cacheDirectory, 'signing-keys.json');
  process.env.PORTCULLIS_TEST_SIGNING_KEYS = file;
  if (existsSync(file)) return;
  mkdirSync(cacheDirectory, { recursive: true });
  const written = `${file}.${process.pid}`;
  writeFileSync(written, JSON.stringify(Array.from({ length: COUNT }, makeKey)), { mode: 0o600 });
  renameSync(written, file);
}

const makeKey = () =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
