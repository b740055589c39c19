/**
 * Stands for `web-crypto.ts` where a program runs on Node, or was bundled for it: `node:crypto` is there, so that jose
 * need not be.
 */
const absent = (): never => {
  throw new Error(
    'this was bundled for Node, and node:crypto is not here; bundle it for a browser or a worker',
  );
};

export const hasSigned = absent;
export const sha256 = absent;
