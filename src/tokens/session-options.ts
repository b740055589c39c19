import * as v from 'valibot';
import { atLeastZero, withMethods } from '../internal/options.js';
import type { TokenStore } from './store.js';

/** The options of whatever keeps sessions: where, and how long before expiry it renews them. */
export const sessionOptionEntries = {
  store: v.optional(withMethods<TokenStore>('a TokenStore', 'get', 'set', 'delete', 'withLock')),
  renewBeforeExpiryMs: v.optional(atLeastZero('milliseconds'), 60_000),
};
