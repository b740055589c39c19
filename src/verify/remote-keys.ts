import type { Clock } from '../internal/seams.js';
import type { SigningKey } from './cryptography.js';
import { type Fetch, fetchKeySet } from './fetch-keys.js';
import { type KeySet, sameKeys } from './key-set.js';
import { type Keys, unknownKey } from './keys.js';

/** Keys are asked for again when they are this old, so that one that was withdrawn stops being trusted. */
export const KEYS_FRESH_MS = 10 * 60_000;

/**
 * While they cannot be fetched, keys are trusted up to this age: the longest that a Cognito access or id token lives, so
 * an outage of the key endpoint ends no session.
 */
export const KEYS_USABLE_MS = 24 * 3_600_000;

/**
 * After a failure with keys at hand, or a `kid` that asking again did not turn up, nothing is asked for this long. A
 * key that the pool begins to use within it is known when it is over.
 */
export const KEYS_COOLDOWN_MS = 10_000;

/** After a failure with no keys at hand every caller gets that same failure for this long. */
export const KEYS_RETRY_MS = 1_000;

/** How to fetch one issuer's keys. */
export interface RemoteKeysOptions {
  readonly jwksUri: string;
  readonly timeoutMs: number;
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** Called when the keys at hand are replaced by others. */
  readonly onChange: () => void;
}

/** An issuer's published keys: fetched when first needed, kept, shared by all who wait, and renewed. */
export class RemoteKeys implements Keys {
  readonly #options: RemoteKeysOptions;
  #keys: KeySet = new Map();
  #fetchedAt = Number.NEGATIVE_INFINITY;
  /** Until when the keys at hand are used without asking. */
  #currentUntil = Number.NEGATIVE_INFINITY;
  /** Until when an unknown `kid` is not worth asking for. */
  #quietUntil = Number.NEGATIVE_INFINITY;
  /** Why the keys at hand are not fresh, or why there are none. */
  #failure: unknown;
  /** Until when that failure stands for the next one, there being no keys to go on with. */
  #failingUntil = Number.NEGATIVE_INFINITY;
  #flight: Promise<void> | undefined;

  constructor(options: RemoteKeysOptions) {
    this.#options = options;
  }

  current(): boolean {
    return this.#options.clock() < this.#currentUntil;
  }

  find(kid: string): SigningKey | Promise<SigningKey> {
    return (this.current() && this.#keys.get(kid)) || this.#findAsking(kid);
  }

  async preload(): Promise<void> {
    if (!this.current()) await this.#refresh();
  }

  async #findAsking(kid: string): Promise<SigningKey> {
    const outdated = !this.current();
    // A kid that is not at hand may mean that the pool rotated its keys. Anyone can make one up, so not every one of
    // them may cost a fetch.
    if (outdated || this.#options.clock() >= this.#quietUntil) {
      await this.#refresh();
      if (!this.#keys.has(kid)) this.#quietUntil = this.#options.clock() + KEYS_COOLDOWN_MS;
    }
    const key = this.#keys.get(kid);
    if (key) return key;
    // Without fresh keys a kid cannot be called unknown.
    if (this.#failure !== undefined) throw this.#failure;
    return unknownKey(kid);
  }

  /** Fetches the keys, once for all waiting calls. Fails only when there are no usable keys. */
  #refresh(): Promise<void> {
    this.#flight ??= this.#fetch().finally(() => {
      this.#flight = undefined;
    });
    return this.#flight;
  }

  async #fetch(): Promise<void> {
    const { clock, onChange } = this.#options;
    if (clock() < this.#failingUntil) throw this.#failure;
    try {
      const keys = await fetchKeySet(this.#options);
      const changed = this.#keys.size > 0 && !sameKeys(keys, this.#keys);
      this.#keys = keys;
      this.#fetchedAt = clock();
      this.#currentUntil = this.#fetchedAt + KEYS_FRESH_MS;
      this.#failure = undefined;
      if (changed) onChange();
    } catch (error) {
      this.#goOnWithout(error);
    }
  }

  /** Serves the keys at hand a little longer, or, when there are none or they are too old, fails. */
  #goOnWithout(error: unknown): void {
    const now = this.#options.clock();
    this.#failure = error;
    if (now - this.#fetchedAt < KEYS_USABLE_MS) {
      this.#currentUntil = Math.min(now + KEYS_COOLDOWN_MS, this.#fetchedAt + KEYS_USABLE_MS);
      this.#quietUntil = now + KEYS_COOLDOWN_MS;
      return;
    }
    this.#failingUntil = now + KEYS_RETRY_MS;
    throw error;
  }
}
