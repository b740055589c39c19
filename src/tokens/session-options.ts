import { atLeastZero, withMethods } from '../internal/options.js';
import { optional } from '../internal/schemas.js';
import type { TokenStore } from './store.js';

/** How long before their expiry tokens are renewed, where no option says it. */
export const RENEW_BEFORE_EXPIRY_MS = 60_000;

/** The options of whatever keeps sessions: where, and how long before expiry it renews them. */
export const sessionOptionEntries = {
  store: optional(withMethods<TokenStore>('a TokenStore', 'get', 'set', 'delete', 'withLock')),
  renewBeforeExpiryMs: optional(atLeastZero('milliseconds'), RENEW_BEFORE_EXPIRY_MS),
};
