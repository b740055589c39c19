import { G, N } from './group.js';
import { evenHex, signedHex } from './integers.js';

type Crypto = typeof import('node:crypto');

/** g^exponent mod N, for exponents above 0. */
export type GeneratorPower = (exponent: bigint) => bigint;

/**
 * Powers of the generator, by OpenSSL over N itself: a Diffie–Hellman public key is one. That is a quarter faster than
 * over a multiple of N, and two of a sign-in's three powers are of the generator. Undefined where it does not work.
 */
export function createGeneratorPower(crypto: Crypto): GeneratorPower | undefined {
  try {
    const power = takesLongToTrustN() ? byPrivateKey(crypto) : byKeyExchange(crypto);
    return power(300n) === 2n ** 300n ? power : undefined;
  } catch {
    return undefined;
  }
}

/** From Node 24 on, and in Bun, a key exchange over N of one's own spends a second on proving N prime. */
const takesLongToTrustN = (): boolean =>
  'bun' in process.versions || Number.parseInt(process.versions.node, 10) >= 24;

function byKeyExchange({ createDiffieHellman }: Crypto): GeneratorPower {
  const exchange = createDiffieHellman(evenHex(N), 'hex', Number(G));
  return exponent => {
    exchange.setPrivateKey(evenHex(exponent), 'hex');
    try {
      return BigInt(`0x${exchange.generateKeys('hex')}`);
    } finally {
      exchange.setPrivateKey('01', 'hex');
    }
  };
}

/** A PKCS #8 private key (RFC 5958) over a group that OpenSSL knows: reading it computes the public key. */
function byPrivateKey({ createPrivateKey, createPublicKey }: Crypto): GeneratorPower {
  return exponent => {
    const key = Buffer.from(privateKeyInfo(exponent), 'hex');
    try {
      const privateKey = createPrivateKey({ key, format: 'der', type: 'pkcs8' });
      return publicValue(createPublicKey(privateKey).export({ format: 'der', type: 'spki' }));
    } finally {
      key.fill(0);
    }
  };
}

/** One value in DER (X.690), in hexadecimal. */
function der(tag: string, content: string): string {
  const length = evenHex(BigInt(content.length / 2));
  const long = content.length / 2 >= 0x80;
  return tag + (long ? (0x80 + length.length / 2).toString(16) : '') + length + content;
}

const sequence = (...parts: readonly string[]): string => der('30', parts.join(''));
const integer = (value: bigint): string => der('02', signedHex(value));

/** dhKeyAgreement with its parameters (PKCS #3). Pure, so that a bundle without OpenSSL leaves it out. */
const ALGORITHM = /* @__PURE__ */ sequence(
  '06092a864886f70d010301',
  /* @__PURE__ */ sequence(/* @__PURE__ */ integer(N), /* @__PURE__ */ integer(G)),
);

const privateKeyInfo = (exponent: bigint): string =>
  sequence(integer(0n), ALGORITHM, der('04', integer(exponent)));

/** The integer in a SubjectPublicKeyInfo (RFC 5280): behind the algorithm, in a bit string with no unused bits. */
function publicValue(info: Buffer): bigint {
  const bitString = contentOf(info, 4 + ALGORITHM.length / 2);
  return BigInt(`0x${contentOf(bitString, 1).toString('hex')}`);
}

function contentOf(buffer: Buffer, offset: number): Buffer {
  const first = buffer.readUInt8(offset + 1);
  if (first < 0x80) return buffer.subarray(offset + 2, offset + 2 + first);
  const bytes = first - 0x80;
  const start = offset + 2 + bytes;
  return buffer.subarray(start, start + buffer.readUIntBE(offset + 2, bytes));
}
