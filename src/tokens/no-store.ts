import type { TokenStore } from './store.js';

/** Where there is no store, a session has nothing to agree with. */
export const NO_STORE: TokenStore = {
  get: async () => undefined,
  set: async () => true,
  delete: async () => true,
  withLock: (_, work) => work(),
};
