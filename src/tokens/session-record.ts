import { StoreCorruptError, StoreUnavailableError } from '../errors/store.js';
import { nameOf, type SessionWork } from './session-work.js';
import { isLaterSignIn } from './sign-in-of.js';
import type { SessionKey, TokenStore } from './store.js';
import { isSame } from './token-data.js';
import { type TokenData, TokenSet } from './token-set.js';

/**
 * What a store holds of one session, changed inside the lock. A process may be stopped for longer than its lock lives,
 * so each write names what was read.
 */
export class SessionRecord {
  constructor(
    private readonly store: TokenStore,
    private readonly key: SessionKey,
    readonly work: SessionWork,
  ) {}

  read(): Promise<TokenData | undefined> {
    return this.work.askStore(() => this.store.get(this.key));
  }

  /** @returns Whether what is stored was as it was read, and is replaced. */
  replace(read: TokenData | undefined, tokens: TokenSet): Promise<boolean> {
    return this.work.askStore(() => this.store.set(this.key, tokens.data, read));
  }

  /** @returns Whether what is stored was as it was read, and is deleted. */
  delete(read: TokenData | undefined): Promise<boolean> {
    return this.work.askStore(() => this.store.delete(this.key, read));
  }

  /** The same for tokens that the pool refused, unless it turns out that another process has replaced them. */
  async deleteRefused(read: TokenData | undefined): Promise<boolean> {
    const { deadline } = this.work;
    const lateByMs = Math.min(this.store.lateByMs ?? 0, deadline.leftMs / 2);
    for (let waitedMs = 0; waitedMs < lateByMs; waitedMs += LOOK_AGAIN_MS) {
      await deadline.pause(LOOK_AGAIN_MS);
      if (!isSame(await this.read(), read)) return false;
    }
    return await this.delete(read);
  }

  /** Stores the tokens of a sign-in. @returns What is stored now: these, or those of a later sign-in. */
  async signIn(tokens: TokenSet): Promise<TokenSet> {
    return await this.untilUnchanged(async tries => {
      const stored = await this.#readable();
      // What came between is later within one second too; before, an equal time says nothing.
      if (stored && isLaterSignIn(stored, tokens.data, tries === 0 ? 1 : 0)) return new TokenSet(stored);
      return (await this.replace(stored, tokens)) ? tokens : undefined;
    });
  }

  /** Deletes the session, unless a later sign-in than that of `tokens` took its place. */
  async signOut(tokens?: TokenSet): Promise<void> {
    await this.untilUnchanged(async () => {
      const stored = await this.#readable();
      const isLater = stored && tokens && isLaterSignIn(stored, tokens.data, 0);
      return isLater || (await this.delete(stored)) || undefined;
    });
  }

  /** Repeats what a change by another process made futile, which it says by returning undefined. */
  async untilUnchanged<T>(work: (tries: number) => Promise<T | undefined>): Promise<T> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const result = await work(tries);
      if (result !== undefined) return result;
    }
    throw new StoreUnavailableError(nameOf(this.store), `it changed after each of ${MOST_TRIES} reads`, {
      advice: 'set() and delete() must resolve to true when what get() returned is still stored.',
    });
  }

  /** What cannot be read, and is kept aside by now, counts as nothing. */
  async #readable(): Promise<TokenData | undefined> {
    try {
      return await this.read();
    } catch (error) {
      if (error instanceof StoreCorruptError) return undefined;
      throw error;
    }
  }
}

/** How often a store that may be late is looked at again. */
const LOOK_AGAIN_MS = 50;

/** Each time another process changed what was read. More often than this in a row means that the store is broken. */
const MOST_TRIES = 10;
