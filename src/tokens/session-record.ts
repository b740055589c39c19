import { StoreCorruptError, StoreUnavailableError } from '../errors/store.js';
import { isLaterSignIn } from './sign-in-of.js';
import type { SessionKey, TokenStore } from './store.js';
import type { TokenData } from './token-set.js';

/** How often a write is tried that finds something else each time, before the store is taken for broken. */
export const MOST_TRIES = 10;

/**
 * What a store holds of one session, changed inside the lock. A process may be stopped for longer than its lock lives,
 * so each write names what was read.
 */
export class SessionRecord {
  constructor(
    private readonly store: TokenStore,
    private readonly key: SessionKey,
  ) {}

  /** Stores the tokens of a sign-in. @returns What is stored now: these, or those of a later sign-in. */
  async put(tokens: TokenData): Promise<TokenData> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const stored = await this.#readable();
      // What came between is later within one second too; before, an equal time says nothing.
      if (stored && isLaterSignIn(stored, tokens, tries === 0 ? 1 : 0)) return stored;
      if (await this.store.set(this.key, tokens, stored)) return tokens;
    }
    throw neverAsRead();
  }

  /** Deletes the session, unless a later sign-in than that of `tokens` took its place. */
  async delete(tokens?: TokenData): Promise<void> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const stored = await this.#readable();
      if (stored && tokens && isLaterSignIn(stored, tokens, 0)) return;
      if (await this.store.delete(this.key, stored)) return;
    }
    throw neverAsRead();
  }

  /** What cannot be read, and is kept aside by now, counts as nothing. */
  async #readable(): Promise<TokenData | undefined> {
    try {
      return await this.store.get(this.key);
    } catch (error) {
      if (error instanceof StoreCorruptError) return undefined;
      throw error;
    }
  }
}

/** A store whose `set` and `delete` never find what its `get` returned. */
export const neverAsRead = (): StoreUnavailableError =>
  new StoreUnavailableError('TokenStore', `it was changed after each of ${MOST_TRIES} reads`, {
    advice: 'set() and delete() must resolve to true when what get() returned is still stored.',
  });
