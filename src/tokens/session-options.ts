import { atLeastZero, withMethods } from '../internal/options.js';
import { optional } from '../internal/schemas.js';
import type { TokenStore } from './store.js';

/** The options of whatever keeps sessions: where, and how long before expiry it renews them. */
export const sessionOptionEntries = {
  store: optional(withMethods<TokenStore>('a TokenStore', 'get', 'set', 'delete', 'withLock')),
  renewBeforeExpiryMs: optional(atLeastZero('milliseconds'), 60_000),
};
