import { endsSession } from '../errors/ends-session.js';
import type { Clock } from '../internal/seams.js';
import type { SessionKey, TokenStore } from './store.js';
import { TokenSet } from './token-set.js';

/** What a session is kept with. */
export interface SessionParts {
  /** Exchanges the refresh token for new tokens. It never stores anything. */
  readonly renew: (tokens: TokenSet) => Promise<TokenSet>;
  readonly now: Clock;
  readonly renewBeforeExpiryMs: number;
  readonly store?: TokenStore | undefined;
}

/** Tokens that the pool gave and the store would not take. Those before them are spent, so these must not be lost. */
interface Unstored {
  readonly tokens: TokenSet;
  readonly insteadOf: TokenSet;
}

/** One person's session: holds the current tokens and keeps them fresh, with one renewal at a time. */
export class Session {
  readonly #parts: SessionParts;
  #tokens: TokenSet | undefined;
  #key: SessionKey | undefined;
  #renewal: Promise<TokenSet> | undefined;
  #unstored: Unstored | undefined;

  constructor(parts: SessionParts) {
    this.#parts = parts;
  }

  get tokens(): TokenSet | undefined {
    return this.#tokens;
  }

  /** Takes tokens that the store already has, or that were never meant for it. */
  adopt(tokens: TokenSet, key: SessionKey): void {
    this.#tokens = tokens;
    this.#key = key;
  }

  /** Stores new tokens, and only then takes them. Waits for a renewal that is running here or elsewhere. */
  async keep(tokens: TokenSet, key: SessionKey): Promise<void> {
    await this.#locked(key, () => this.#keep(tokens, key));
  }

  /** Forgets the tokens, here and in the store. */
  async drop(): Promise<void> {
    const key = this.#forget();
    // A renewal that is running here or elsewhere would store its tokens afterwards.
    await this.#renewal?.catch(() => {});
    if (this.#key === key) this.#forget();
    if (key) await this.#locked(key, async () => this.#parts.store?.delete(key));
  }

  /** The tokens, renewed first when they are about to expire. Undefined when no one is signed in. */
  async fresh(): Promise<TokenSet | undefined> {
    return this.#isFresh(this.#tokens) ? this.#tokens : this.renew();
  }

  /** Renews the tokens now. Calls that come while a renewal runs share it. */
  async renew(): Promise<TokenSet | undefined> {
    const tokens = this.#tokens;
    const key = this.#key;
    if (!tokens || !key) return undefined;
    this.#renewal ??= this.#locked(key, () => this.#renewLocked(tokens, key)).finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #locked<T>(key: SessionKey, work: () => Promise<T>): Promise<T> {
    const { store } = this.#parts;
    return store ? store.withLock(key, work) : work();
  }

  /** Inside the lock: another process may have renewed in the meantime, and then its tokens are the ones to use. */
  async #renewLocked(tokens: TokenSet, key: SessionKey): Promise<TokenSet> {
    const data = await this.#parts.store?.get(key);
    const stored = data && new TokenSet(data);
    if (!stored || stored.accessToken === tokens.accessToken) return this.#exchange(tokens, key);
    if (!this.#isFresh(stored)) return this.#exchange(stored, key);
    this.adopt(stored, key);
    return stored;
  }

  async #exchange(tokens: TokenSet, key: SessionKey): Promise<TokenSet> {
    try {
      const renewed = this.#unstoredInsteadOf(tokens) ?? (await this.#parts.renew(tokens));
      this.#unstored = { tokens: renewed, insteadOf: tokens };
      await this.#keep(renewed, key);
      this.#unstored = undefined;
      return renewed;
    } catch (error) {
      if (endsSession(error)) await this.#discard(key);
      throw error;
    }
  }

  #unstoredInsteadOf(tokens: TokenSet): TokenSet | undefined {
    return this.#unstored?.insteadOf.accessToken === tokens.accessToken ? this.#unstored.tokens : undefined;
  }

  async #keep(tokens: TokenSet, key: SessionKey): Promise<void> {
    await this.#parts.store?.set(key, tokens.data);
    this.adopt(tokens, key);
  }

  /** Inside the lock. */
  async #discard(key: SessionKey): Promise<void> {
    this.#forget();
    await this.#parts.store?.delete(key);
  }

  #forget(): SessionKey | undefined {
    const key = this.#key;
    this.#tokens = undefined;
    this.#key = undefined;
    this.#unstored = undefined;
    return key;
  }

  #isFresh(tokens: TokenSet | undefined): tokens is TokenSet {
    return tokens !== undefined && !tokens.expiresWithin(this.#parts.renewBeforeExpiryMs, this.#parts.now());
  }
}
