import { endsSession } from '../errors/ends-session.js';
import { NotSignedInError } from '../errors/not-signed-in.js';
import type { Clock } from '../internal/seams.js';
import { MOST_TRIES, neverAsRead, SessionRecord } from './session-record.js';
import type { SessionKey, TokenStore } from './store.js';
import { type TokenData, TokenSet } from './token-set.js';

/** What a session is kept with. */
export interface SessionParts {
  /** Exchanges the refresh token for new tokens. It never stores anything. */
  readonly renew: (tokens: TokenSet) => Promise<TokenSet>;
  readonly now: Clock;
  readonly renewBeforeExpiryMs: number;
  readonly store?: TokenStore | undefined;
}

/** One sign-in or renewal as it is held here. A later one is another object, by which late results are known. */
interface Held {
  readonly tokens: TokenSet;
  readonly key: SessionKey;
  /** Whether the store has had it: a record that is gone then means signed out. */
  readonly stored: boolean;
}

interface Renewal {
  /** What is renewed. */
  readonly of: Held;
  readonly result: Promise<TokenSet>;
}

/** Tokens that the pool gave and the store would not take. Those before them are spent, so these must not be lost. */
interface Unstored {
  readonly tokens: TokenSet;
  readonly insteadOf: TokenSet;
}

/** One person's session: holds the current tokens and keeps them fresh, with one renewal at a time. */
export class Session {
  readonly #parts: SessionParts;
  #held: Held | undefined;
  #renewal: Renewal | undefined;
  #unstored: Unstored | undefined;
  /** What was held when its last renewal failed and its tokens still served. */
  #failedToRenew: Held | undefined;

  constructor(parts: SessionParts) {
    this.#parts = parts;
  }

  get tokens(): TokenSet | undefined {
    return this.#held?.tokens;
  }

  /** Whether the tokens serve without a renewal. */
  get isFresh(): boolean {
    return this.#held !== undefined && this.#isFresh(this.#held.tokens);
  }

  /**
   * Takes tokens without storing them.
   *
   * @param stored Whether the store has them.
   */
  adopt(tokens: TokenSet, key: SessionKey, { stored }: { readonly stored: boolean }): void {
    this.#held = { tokens, key, stored };
  }

  /** Stores the tokens of a sign-in, and only then takes them; or takes those of a later sign-in elsewhere. Waits for a renewal that is running here or elsewhere. */
  async keep(tokens: TokenSet, key: SessionKey): Promise<void> {
    await this.#locked(key, async record => {
      const stored = await record?.put(tokens.data);
      const isStored = stored === undefined || stored === tokens.data;
      this.#held = { tokens: isStored ? tokens : new TokenSet(stored), key, stored: true };
      this.#unstored = undefined;
    });
  }

  /** Forgets the tokens, here and in the store. A later sign-in that is stored by now stays there. */
  async drop(): Promise<void> {
    const held = this.#held;
    this.#held = undefined;
    this.#unstored = undefined;
    // A renewal that is running would store its tokens afterwards.
    await this.#renewal?.result.catch(() => {});
    if (held) await this.#locked(held.key, async record => record?.delete(held.tokens.data));
  }

  /**
   * The tokens, renewed first when they are about to expire. Undefined when no one is signed in. While they cannot be
   * renewed, those that still serve are handed out, and later calls try again without waiting for it.
   */
  async fresh(): Promise<TokenSet | undefined> {
    const held = this.#held;
    if (!held || this.isFresh) return held?.tokens;
    if (held.tokens.expiresWithin(0, this.#parts.now())) return await this.renew();
    const renewal = this.renew();
    if (this.#failedToRenew !== held)
      return await renewal.catch(error => this.#serveUntilExpiry(held, error));
    renewal.catch(() => {});
    return held.tokens;
  }

  /** Renews the tokens now. Calls that come while a renewal runs share it. */
  async renew(): Promise<TokenSet | undefined> {
    const held = this.#held;
    if (!held) return undefined;
    if (this.#renewal?.of !== held) this.#renewal = this.#beginRenewal(held);
    return await this.#renewal.result;
  }

  #beginRenewal(held: Held): Renewal {
    const result = this.#locked(held.key, () => this.#renewLocked(held)).finally(() => {
      if (this.#renewal?.of === held) this.#renewal = undefined;
    });
    return { of: held, result };
  }

  /** @throws `error` when it ended the session, or another took its place. */
  #serveUntilExpiry(held: Held, error: unknown): TokenSet {
    if (this.#held !== held) throw error;
    this.#failedToRenew = held;
    return held.tokens;
  }

  async #locked<T>(key: SessionKey, work: (record?: SessionRecord) => Promise<T>): Promise<T> {
    const { store } = this.#parts;
    return await (store ? store.withLock(key, () => work(new SessionRecord(store, key))) : work());
  }

  /** Inside the lock: another process may have renewed in the meantime, or signed out. */
  async #renewLocked(held: Held): Promise<TokenSet> {
    const { store } = this.#parts;
    let wasStored = held.stored && store !== undefined;
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const data = await store?.get(held.key);
      if (!data && wasStored) throw this.#signedOut(held);
      const stored = data && new TokenSet(data);
      const isOther = stored && stored.accessToken !== held.tokens.accessToken;
      if (isOther && this.#isFresh(stored)) return this.#replace(held, stored);
      const renewed = await this.#exchange(held, stored ?? held.tokens, data);
      if (renewed) return this.#replace(held, renewed);
      wasStored = true;
    }
    throw neverAsRead();
  }

  /**
   * Renews what was read, and stores the new tokens in its place.
   *
   * @returns Undefined when another process has changed what is stored.
   */
  async #exchange(held: Held, tokens: TokenSet, read: TokenData | undefined): Promise<TokenSet | undefined> {
    const renewed = this.#unstoredInsteadOf(tokens) ?? (await this.#renewed(held, tokens, read));
    if (!renewed) return undefined;
    this.#unstored = { tokens: renewed, insteadOf: tokens };
    const isStored = (await this.#parts.store?.set(held.key, renewed.data, read)) ?? true;
    this.#unstored = undefined;
    return isStored ? renewed : undefined;
  }

  /** @returns Undefined when the session is over and another process has changed what is stored. */
  async #renewed(held: Held, tokens: TokenSet, read: TokenData | undefined): Promise<TokenSet | undefined> {
    const { renew, store } = this.#parts;
    try {
      return await renew(tokens);
    } catch (error) {
      if (!endsSession(error)) throw error;
      // A store that fails now does not make the session any less over.
      if (store && !(await store.delete(held.key, read).catch(() => true))) return undefined;
      this.#forget(held);
      throw error;
    }
  }

  #unstoredInsteadOf(tokens: TokenSet): TokenSet | undefined {
    return this.#unstored && this.#unstored.insteadOf.accessToken === tokens.accessToken
      ? this.#unstored.tokens
      : undefined;
  }

  /** Takes renewed tokens, unless a sign-in or a sign-out came meanwhile. */
  #replace(held: Held, tokens: TokenSet): TokenSet {
    if (this.#held === held) this.#held = { tokens, key: held.key, stored: true };
    return tokens;
  }

  #signedOut(held: Held): NotSignedInError {
    this.#unstored = undefined;
    this.#forget(held);
    return new NotSignedInError();
  }

  /** A sign-in that came meanwhile stays. */
  #forget(held: Held): void {
    if (this.#held === held) this.#held = undefined;
  }

  #isFresh(tokens: TokenSet): boolean {
    return !tokens.expiresWithin(this.#parts.renewBeforeExpiryMs, this.#parts.now());
  }
}
