import { endsSession } from '../errors/ends-session.js';
import { NotSignedInError } from '../errors/not-signed-in.js';
import { Deadline } from '../internal/deadline.js';
import type { Clock } from '../internal/seams.js';
import { PendingExchange, type Renew } from './exchange.js';
import { type Held, isLaterThan } from './held.js';
import { NO_STORE } from './no-store.js';
import { SessionRecord } from './session-record.js';
import { SessionWork } from './session-work.js';
import type { SessionKey, TokenStore } from './store.js';
import { type TokenData, TokenSet } from './token-set.js';

/** What a session is kept with. */
export interface SessionParts {
  readonly renew: Renew;
  /** Ends a session at the pool, if that can be done: no one gets these tokens. It never rejects. */
  readonly revoke: (tokens: TokenSet) => Promise<unknown>;
  readonly now: Clock;
  readonly renewBeforeExpiryMs: number;
  readonly store?: TokenStore | undefined;
  /** How long a call may take that brings no deadline, and a renewal that many calls may wait for. */
  readonly timeoutMs: number;
  /** Where the pool is, for errors. */
  readonly address: string;
}

interface Renewal {
  /** What is renewed. */
  readonly of: Held;
  readonly work: SessionWork;
  readonly result: Promise<TokenSet>;
}

/** What the store had, to be replaced. */
interface Read {
  readonly record: SessionRecord;
  readonly read: TokenData | undefined;
}

/** One person's session: holds the current tokens and keeps them fresh, with one renewal at a time. */
export class Session {
  readonly #parts: SessionParts;
  readonly #pending: PendingExchange;
  #held: Held | undefined;
  #renewal: Renewal | undefined;
  /** What was held when its last renewal failed and its tokens still served. */
  #failedToRenew: Held | undefined;
  /** Counts what was taken or forgotten, not renewals. */
  #turn = 0;
  /** What was signed out here and may still be in the store. */
  #toDelete: Held | undefined;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#pending = new PendingExchange(parts);
  }

  get tokens(): TokenSet | undefined {
    return this.#held?.tokens;
  }

  /** Whether the tokens serve without a renewal. */
  get isFresh(): boolean {
    return this.#held !== undefined && this.#held.stored !== 'due' && this.#isFresh(this.#held.tokens);
  }

  /**
   * Takes tokens without storing them.
   *
   * @param stored Whether the store has them.
   */
  adopt(tokens: TokenSet, key: SessionKey, { stored }: { readonly stored: boolean }): void {
    this.#turn++;
    this.#held = { tokens, key, stored };
  }

  /** Takes the tokens that the store has. @returns Undefined when it has none. */
  async restore(key: SessionKey, deadline?: Deadline): Promise<TokenSet | undefined> {
    const { store = NO_STORE } = this.#parts;
    const data = await this.#within(deadline, time =>
      new SessionRecord(store, key, new SessionWork(this.#parts, time)).read(),
    );
    if (data) this.adopt(new TokenSet(data), key, { stored: true });
    return data && this.tokens;
  }

  /**
   * Stores the tokens of a sign-in, and only then takes them; or takes those of a later sign-in elsewhere. Waits for a
   * renewal that is running here or elsewhere. Where the store fails the tokens are held all the same, and stored by the
   * next call that needs them: the codes that they were got with are good once.
   */
  async keep(tokens: TokenSet, key: SessionKey, deadline?: Deadline): Promise<void> {
    const turn = ++this.#turn;
    try {
      await this.#change(key, deadline, async record => {
        this.#held = { tokens: await record.signIn(tokens), key, stored: this.#hasStore };
        this.#pending.end();
      });
    } catch (error) {
      if (this.#turn === turn) this.#held = { tokens, key, stored: 'due' };
      throw error;
    }
  }

  /**
   * Forgets the tokens, here and in the store. A later sign-in that is stored by now stays there. Where the store fails
   * they are forgotten here all the same, and the next call of this tries the store again.
   */
  async drop(deadline?: Deadline): Promise<void> {
    this.forget();
    const held = this.#toDelete;
    if (!held) return;
    await this.#change(held.key, deadline, record => record.signOut(held.tokens));
    this.#toDelete = undefined;
  }

  /** Forgets the tokens here. {@link Session.drop} deletes them from the store. */
  forget(): void {
    this.#turn++;
    this.#toDelete = this.#held ?? this.#toDelete;
    this.#held = undefined;
    this.#pending.end();
  }

  /** Deletes whatever the store has of a session. */
  async clear(key: SessionKey, deadline?: Deadline): Promise<void> {
    await this.#change(key, deadline, record => record.signOut());
  }

  /**
   * The tokens, renewed first when they are about to expire. Undefined when no one is signed in. While they cannot be
   * renewed, those that still serve are handed out, and later calls try again without waiting for it.
   */
  async fresh(deadline?: Deadline): Promise<TokenSet | undefined> {
    const held = this.#held;
    if (!held || this.isFresh) return held?.tokens;
    return await this.#within(deadline, async time => {
      if (held.stored !== 'due' && !held.tokens.expiresWithin(0, this.#parts.now()))
        return await this.#renewEarly(held, time);
      const renewed = await this.#renewed(held, time);
      // Tokens that only now are stored may have become old.
      return held.stored === 'due' ? await this.fresh(time) : renewed;
    });
  }

  /**
   * Renews the tokens now. Undefined when no one is signed in. Calls that come while a renewal runs share it, and it goes
   * on when they give up.
   */
  async renew(deadline?: Deadline): Promise<TokenSet | undefined> {
    const held = this.#held;
    return held && (await this.#within(deadline, time => this.#renewed(held, time)));
  }

  /** Leaves half of a call's time for what the tokens are wanted for. */
  async #renewEarly(held: Held, deadline: Deadline): Promise<TokenSet> {
    if (this.#failedToRenew === held) {
      this.#renewalOf(held, deadline).result.catch(() => {});
      return held.tokens;
    }
    const half = deadline.part(2);
    try {
      return await this.#renewed(held, half);
    } catch (error) {
      if (half.aborted || this.#held !== held) throw error;
      this.#failedToRenew = held;
      return held.tokens;
    } finally {
      half.close();
    }
  }

  /** What a renewal comes to; and once more, where the time of its tokens was over before they arrived. */
  async #renewed(held: Held, deadline: Deadline): Promise<TokenSet> {
    const tokens = await this.#renewedOnce(held, deadline);
    const now = this.#held;
    const isOver = now?.tokens === tokens && tokens.expiresWithin(0, this.#parts.now());
    return isOver ? await this.#renewedOnce(now, deadline) : tokens;
  }

  /** A call with time left waits for another renewal when the first took too long. */
  async #renewedOnce(held: Held, deadline: Deadline): Promise<TokenSet> {
    for (;;) {
      let work = new SessionWork(this.#parts, deadline);
      const join = () => {
        const renewal = this.#renewalOf(held, deadline);
        work = renewal.work;
        return renewal.result;
      };
      try {
        return await deadline.within(join, () => work.late(deadline));
      } catch (error) {
        if (deadline.ended || !work.deadline.timedOut) throw error;
      }
    }
  }

  /** The renewal that runs, or one that begins. It has a time of its own: who waits may give up, and others may come. */
  #renewalOf(held: Held, { leftMs }: Deadline): Renewal {
    if (this.#renewal?.of === held) return this.#renewal;
    const work = new SessionWork(this.#parts, new Deadline(Math.max(this.#parts.timeoutMs, leftMs)));
    const result = this.#locked(held.key, work, record => this.#renewLocked(held, record)).finally(() => {
      work.deadline.close();
      if (this.#renewal?.of === held) this.#renewal = undefined;
    });
    this.#renewal = { of: held, work, result };
    return this.#renewal;
  }

  /** Works within a call's deadline, or within the configured time. */
  async #within<T>(given: Deadline | undefined, work: (deadline: Deadline) => Promise<T>): Promise<T> {
    const deadline = given ?? new Deadline(this.#parts.timeoutMs);
    try {
      return await work(deadline);
    } finally {
      if (!given) deadline.close();
    }
  }

  async #change<T>(
    key: SessionKey,
    given: Deadline | undefined,
    change: (record: SessionRecord) => Promise<T>,
  ): Promise<T> {
    return await this.#within(given, deadline =>
      this.#locked(key, new SessionWork(this.#parts, deadline), change),
    );
  }

  async #locked<T>(
    key: SessionKey,
    work: SessionWork,
    change: (record: SessionRecord) => Promise<T>,
  ): Promise<T> {
    const { store = NO_STORE } = this.#parts;
    const record = new SessionRecord(store, key, work);
    return await work.askStore(() => store.withLock(key, () => change(record), work.deadline.signal));
  }

  /** Inside the lock: another process may have renewed in the meantime, or signed out. */
  async #renewLocked(held: Held, record: SessionRecord): Promise<TokenSet> {
    if (held.stored === 'due') return this.#replace(held, await record.signIn(held.tokens));
    return await record.untilUnchanged(async tries => {
      const read = await record.read();
      if (!read && (held.stored || tries > 0)) throw this.#over(held, new NotSignedInError());
      const stored = read && !isLaterThan(read, held) ? new TokenSet(read) : held.tokens;
      const isOther = stored.accessToken !== held.tokens.accessToken;
      if (isOther && this.#isFresh(stored)) return this.#replace(held, stored);
      return await this.#renewStored(held, stored, { read, record });
    });
  }

  /**
   * Exchanges what is stored, and stores the new tokens in its place. Where it is over, tokens that were passed in may
   * still serve.
   *
   * @returns Undefined when another process has changed what is stored.
   */
  async #renewStored(held: Held, stored: TokenSet, { record, read }: Read): Promise<TokenSet | undefined> {
    try {
      const exchange = this.#pending.begin(stored, record.work.deadline.leftMs);
      const renewed = await record.work.askPool(() => exchange.result);
      const isStored = await record.replace(read, renewed);
      this.#pending.end(exchange);
      if (isStored) return this.#replace(held, renewed);
      if (!(await record.read())) void this.#parts.revoke(renewed);
      return undefined;
    } catch (error) {
      if (!endsSession(error)) throw error;
      // A store that fails now does not make the session any less over.
      if (!(await record.deleteRefused(read).catch(() => true))) return undefined;
      if (held.stored || stored === held.tokens) throw this.#over(held, error);
      return await this.#renewStored(held, held.tokens, { record, read: undefined });
    }
  }

  /** Takes tokens in place of those held, unless a sign-in came meanwhile. @throws {NotSignedInError} after a sign-out. */
  #replace(held: Held, tokens: TokenSet): TokenSet {
    if (this.#held === held) this.#held = { tokens, key: held.key, stored: this.#hasStore };
    if (this.#held) return tokens;
    void this.#parts.revoke(tokens);
    throw new NotSignedInError();
  }

  /** Forgets what was held. A sign-in that came meanwhile stays. @returns Why. */
  #over(held: Held, why: unknown): unknown {
    if (this.#held === held) this.#held = undefined;
    this.#pending.end();
    return why;
  }

  get #hasStore(): boolean {
    return this.#parts.store !== undefined;
  }

  #isFresh(tokens: TokenSet): boolean {
    return !tokens.expiresWithin(this.#parts.renewBeforeExpiryMs, this.#parts.now());
  }
}
