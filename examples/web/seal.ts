import { hkdfSync } from 'node:crypto';
import { CompactEncrypt, compactDecrypt } from 'jose';

/** Keeps what a browser holds for the site, so that no one can read or change it there. */
export interface Seal {
  seal(value: unknown): Promise<string>;
  /** What was sealed; undefined for anything else. */
  open(sealed: string | undefined): Promise<unknown>;
}

/** What is sealed for one purpose cannot be opened for another. */
export function sealFor(purpose: string, secret: string): Seal {
  const key = new Uint8Array(hkdfSync('sha256', secret, '', `harbour ${purpose}`, 32));
  return {
    seal: value =>
      new CompactEncrypt(Buffer.from(JSON.stringify(value)))
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .encrypt(key),
    open: async (sealed = '') => {
      const opened = await compactDecrypt(sealed, key).catch(() => undefined);
      return opened && JSON.parse(Buffer.from(opened.plaintext).toString());
    },
  };
}
