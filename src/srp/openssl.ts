import { createGeneratorPower } from './generator-power.js';
import { G, type ModPow, modN, N } from './group.js';
import { evenHex } from './integers.js';

/**
 * N times a 512-bit odd multiple of three. What is computed modulo this number and then reduced modulo N is the same
 * as if computed modulo N, and it spares us what OpenSSL does for a safe prime: some versions refuse half of all
 * bases, because they are not quadratic residues, and others take a second to prove N prime. A factor of three is
 * found at once (2 ≡ −1 mod 3 and 511 is odd), and 512 bits bring the number to 56 machine words, for which OpenSSL
 * has its fastest multiplication: shorter factors are slower.
 */
const modulus = (): bigint => N * (2n ** 511n + 1n);

/**
 * Modular exponentiation by OpenSSL, through the only interface of `node:crypto` that takes any base and a secret
 * exponent: one Diffie–Hellman object, its private key the exponent and the other side's public key the base.
 * OpenSSL treats that exponent as the secret it is, in constant time.
 */
export function createOpensslModPow(crypto: typeof import('node:crypto')): ModPow {
  const generatorPower = createGeneratorPower(crypto);
  const exponentiator = crypto.createDiffieHellman(evenHex(modulus()), 'hex', 2);
  return (base, exponent) => {
    const reduced = modN(base);
    // A key exchange with these values is refused, or differs between versions; a power is merely trivial.
    if (exponent === 0n) return 1n;
    if (reduced <= 1n) return reduced;
    if (reduced === G && generatorPower) return generatorPower(exponent);
    exponentiator.setPrivateKey(evenHex(exponent), 'hex');
    try {
      return BigInt(`0x${exponentiator.computeSecret(evenHex(reduced), 'hex', 'hex')}`) % N;
    } finally {
      // The object lives as long as the process; the exponent should not.
      exponentiator.setPrivateKey('01', 'hex');
    }
  };
}
