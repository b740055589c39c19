import * as crypto from 'node:crypto';
import { bigInt as anyBigInt, assert, property } from 'fast-check';
import { opensslPlatform, portablePlatform } from 'portcullis/srp';
import { K, modN, N } from '../../src/srp/group.js';
import { workingOpenssl } from '../../src/srp/openssl-platform.js';
import { defaultPlatform } from '../../src/srp/platforms.js';
import { webPlatform } from '../../src/srp/web.js';

const openssl = opensslPlatform(crypto);
const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text));

test('N is the prime of RFC 3526, group 15, as OpenSSL has it', () => {
  expect(N.toString(16)).toBe(crypto.getDiffieHellman('modp15').getPrime('hex'));
});

test('all engines compute the same powers of any base', () => {
  const bases = anyBigInt({ min: -N, max: N * N });
  const exponents = anyBigInt({ min: 0n, max: 2n ** 520n });
  assert(
    property(bases, exponents, (base, exponent) => {
      expect(openssl.modPow(base, exponent)).toBe(portablePlatform.modPow(base, exponent));
      expect(webPlatform.modPow(base, exponent)).toBe(openssl.modPow(base, exponent));
    }),
    { numRuns: 150 },
  );
});

test.each([
  ['OpenSSL', openssl],
  ['portable', portablePlatform],
  ['web', webPlatform],
])('the %s engine computes the powers that a key exchange refuses', (_name, { modPow }) => {
  for (const exponent of [1n, 2n, 3n, 2n ** 256n]) {
    expect(modPow(0n, exponent)).toBe(0n);
    expect(modPow(N, exponent)).toBe(0n);
    expect(modPow(1n, exponent)).toBe(1n);
    expect(modPow(N + 1n, exponent)).toBe(1n);
    expect(modPow(N - 1n, exponent)).toBe(exponent % 2n === 0n ? 1n : N - 1n);
  }
  for (const base of [0n, 1n, 2n, N - 1n, N]) expect(modPow(base, 0n)).toBe(1n);
  // By Fermat's little theorem, which holds because N is prime: also for bases that are no quadratic residue.
  for (const base of [2n, 3n, 5n, 7n, 11n, N - 2n]) expect(modPow(base, N - 1n)).toBe(1n);
});

test('all engines compute the same powers of the generator, which OpenSSL has a faster way to', () => {
  assert(
    property(anyBigInt({ min: 1n, max: 2n ** 512n }), exponent => {
      expect(openssl.modPow(2n, exponent)).toBe(portablePlatform.modPow(2n, exponent));
      expect(webPlatform.modPow(2n, exponent)).toBe(openssl.modPow(2n, exponent));
    }),
    { numRuns: 30 },
  );
});

test('powers do not depend on what was computed before', () => {
  const first = openssl.modPow(5n, 2n ** 255n + 1n);
  openssl.modPow(7n, 3n);
  expect(openssl.modPow(5n, 2n ** 255n + 1n)).toBe(first);
});

test('all platforms hash alike', async () => {
  for (const text of ['', 'abc', 'é'.repeat(200)]) {
    const message = bytesOf(text);
    expect(Buffer.from(portablePlatform.sha256(message))).toEqual(openssl.sha256(message));
    const [ours, theirs] = [portablePlatform, openssl].map(p => p.hmacSha256(bytesOf('key'), message));
    expect(Buffer.from(ours as Uint8Array)).toEqual(Buffer.from(theirs as Uint8Array));
    expect(Buffer.from(await webPlatform.sha256(message))).toEqual(openssl.sha256(message));
    expect(Buffer.from(await webPlatform.hmacSha256(bytesOf('key'), message))).toEqual(
      Buffer.from(theirs as Uint8Array),
    );
  }
});

test('k is the hash of N and g', () => {
  const hash = crypto
    .createHash('sha256')
    .update(openssl.signedBytes(N))
    .update(openssl.signedBytes(2n))
    .digest('hex');
  expect(K.toString(16)).toBe(hash);
});

test('integers are encoded in the fewest bytes that leave the sign bit clear', () => {
  const encoded = (value: bigint) => Buffer.from(openssl.signedBytes(value)).toString('hex');
  expect([0n, 1n, 127n, 128n, 255n, 256n, 0x8000n].map(encoded)).toEqual([
    '00',
    '01',
    '7f',
    '0080',
    '00ff',
    '0100',
    '008000',
  ]);
  assert(
    property(anyBigInt({ min: 0n, max: N }), value => {
      expect(BigInt(`0x${encoded(value)}`)).toBe(value);
      expect(Buffer.from(portablePlatform.signedBytes(value)).toString('hex')).toBe(encoded(value));
      expect(encoded(value)).toMatch(/^[0-7]/);
      expect(encoded(value)).not.toMatch(/^00[0-7]./);
    }),
  );
});

test('a remainder is never negative', () => {
  expect([modN(-1n), modN(-N), modN(N + 2n)]).toEqual([N - 1n, 0n, 2n]);
});

describe('the platform', () => {
  test('is OpenSSL in Node, chosen once', () => {
    expect(defaultPlatform()).not.toBe(portablePlatform);
    expect(defaultPlatform()).toBe(defaultPlatform());
  });

  test('is not OpenSSL where there is no node:crypto', () => {
    expect(workingOpenssl(undefined)).toBeUndefined();
  });

  test('is not OpenSSL where Diffie–Hellman is forbidden or computes something else', () => {
    const forbidden = () => {
      throw new Error('disabled for FIPS');
    };
    const wrong = () => ({ setPrivateKey: () => {}, computeSecret: () => '2a' });
    for (const createDiffieHellman of [forbidden, wrong])
      expect(workingOpenssl({ ...crypto, createDiffieHellman } as unknown as typeof crypto)).toBeUndefined();
  });
});
