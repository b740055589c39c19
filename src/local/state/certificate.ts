import { createHash, createSign, KeyObject } from 'node:crypto';
import type { SigningKey } from './signing-keys.js';

/** One value of ASN.1's distinguished encoding (X.690): its tag, its length, and what it holds. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const digits = Buffer.from(content.length.toString(16).padStart(4, '0'), 'hex');
  const length = content.length < 128 ? Buffer.from([content.length]) : Buffer.from([0x82, ...digits]);
  return Buffer.concat([Buffer.from([tag]), length, content]);
}

const SEQUENCE = 0x30;
const SHA256_WITH_RSA = der(SEQUENCE, Buffer.from('06092a864886f70d01010b0500', 'hex'));
const VERSION_3 = der(0xa0, der(0x02, Buffer.from([2])));
const COMMON_NAME = der(0x06, Buffer.from([0x55, 4, 3]));

/** A distinguished name of a common name alone. */
const nameOf = (text: string): Buffer =>
  der(SEQUENCE, der(0x31, der(SEQUENCE, COMMON_NAME, der(0x0c, Buffer.from(text)))));

/** `20260101000000Z` */
const timeOf = (epochMs: number): Buffer =>
  der(0x18, Buffer.from(`${new Date(epochMs).toISOString().replace(/\D/g, '').slice(0, 14)}Z`));

const TEN_YEARS_MS = 3653 * 86_400_000;

/** A certificate of a key, signed by itself (RFC 5280, section 4.1), in base64. The same each time. */
export function selfSigned({ privateKey, publicKey }: SigningKey, name: string, since: number): string {
  const serial = createHash('sha256').update(name).digest().subarray(0, 8);
  const certificate = der(
    SEQUENCE,
    VERSION_3,
    der(0x02, Buffer.from([1]), serial),
    SHA256_WITH_RSA,
    nameOf(name),
    der(SEQUENCE, timeOf(since), timeOf(since + TEN_YEARS_MS)),
    nameOf(name),
    KeyObject.from(publicKey).export({ type: 'spki', format: 'der' }),
  );
  const signature = createSign('sha256').update(certificate).sign(KeyObject.from(privateKey));
  const signed = der(SEQUENCE, certificate, SHA256_WITH_RSA, der(0x03, Buffer.from([0]), signature));
  return signed.toString('base64');
}
