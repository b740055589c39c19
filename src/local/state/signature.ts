import { createHmac } from 'node:crypto';
import { equalInConstantTime, utf8 } from '../../internal/bytes.js';

/** Whose signature it is: a pool's own key stays the same over a restart. */
interface Signer {
  readonly simulationKey: Uint8Array;
}

/** Shows that the pool has said `text` for this purpose, in hexadecimal. */
export const sign = ({ simulationKey }: Signer, purpose: 'feedback' | 'import', text: string): string =>
  createHmac('sha256', simulationKey)
    .update(JSON.stringify([purpose, text]))
    .digest('hex');

export const isSigned = (
  signer: Signer,
  purpose: Parameters<typeof sign>[1],
  text: string,
  signature: string,
): boolean => equalInConstantTime(utf8(sign(signer, purpose, text)), utf8(signature));
