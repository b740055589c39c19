import bigInt from 'big-integer';
import { type ModPow, modN, N } from './group.js';

const MODULUS = bigInt(N);

/**
 * Modular exponentiation without Node. The second choice, and not only because it is slower: neither `big-integer`
 * nor the BigInt under it is constant in time, so close measurement reveals something of the exponent.
 */
export const portableModPow: ModPow = (base, exponent) => {
  const power = bigInt(modN(base)).modPow(bigInt(exponent), MODULUS);
  return BigInt(`0x${power.toString(16)}`);
};
