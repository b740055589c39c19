import { isLaterSignIn } from './sign-in-of.js';
import type { SessionKey } from './store.js';
import type { TokenData, TokenSet } from './token-set.js';

/** One sign-in or renewal as it is held here. A later one is another object, by which late results are known. */
export interface Held {
  readonly tokens: TokenSet;
  readonly key: SessionKey;
  /**
   * Whether the store has had it: a record that is gone then means signed out. `due` is a sign-in that the store would
   * not take, and has to take before the tokens are handed out.
   */
  readonly stored: boolean | 'due';
}

/** Whether tokens were passed in that come from a later sign-in than those in the store. */
export const isLaterThan = (stored: TokenData, held: Held): boolean =>
  held.stored === false && isLaterSignIn(held.tokens.data, stored, 1);
