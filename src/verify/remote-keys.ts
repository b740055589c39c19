import type { Clock } from '../internal/seams.js';
import type { SigningKey } from './cryptography.js';
import { type Fetch, fetchKeySet } from './fetch-keys.js';
import { type KeySet, sameKeys } from './key-set.js';
import { type Keys, unknownKey } from './keys.js';

/**
 * Keys are asked for again once they are this old, so that one that was withdrawn stops being trusted. Requests do not
 * wait for the answer.
 */
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

/** After a failure with no keys at hand every token to verify gets that same failure for this long. */
export const KEYS_RETRY_MS = 1_000;

/** How to fetch one issuer's keys. */
export interface RemoteKeysOptions {
  readonly jwksUri: string;
  readonly timeoutMs: number;
  readonly fetch: Fetch;
  /** Milliseconds that only ever grow: setting the time of day must not make old keys look fresh. */
  readonly elapsed: Clock;
  /** Called when the keys at hand are replaced by others. */
  readonly onChange: () => void;
}

interface Flight {
  readonly landed: Promise<void>;
  readonly givenUpAt: number;
}

/** An issuer's published keys: fetched when first needed, kept, shared by all who wait, and renewed in the background. */
export class RemoteKeys implements Keys {
  readonly #options: RemoteKeysOptions;
  #keys: KeySet = new Map();
  #fetchedAt = Number.NEGATIVE_INFINITY;
  /** From when on newer keys are asked for. */
  #refreshAt = Number.NEGATIVE_INFINITY;
  /** Until when an unknown `kid` is not worth asking for. */
  #quietUntil = Number.NEGATIVE_INFINITY;
  /** Why the keys at hand are not fresh, or why there are none. */
  #failure: unknown;
  /** Until when that failure stands for the next one, there being no keys to go on with. */
  #failingUntil = Number.NEGATIVE_INFINITY;
  #flight: Flight | undefined;

  constructor(options: RemoteKeysOptions) {
    this.#options = options;
  }

  current(): boolean {
    if (!this.#areUsable()) return false;
    if (this.#options.elapsed() >= this.#refreshAt) this.#refresh().catch(() => {});
    return true;
  }

  find(kid: string): SigningKey | Promise<SigningKey> {
    return (this.current() && this.#keys.get(kid)) || this.#findAsking(kid);
  }

  /** Asks also right after a failure: unlike tokens, which anyone may send, this is asked for on purpose. */
  async preload(): Promise<void> {
    if (this.#options.elapsed() >= this.#refreshAt) await this.#refresh();
  }

  async #findAsking(kid: string): Promise<SigningKey> {
    // A kid that is not at hand may mean that the pool rotated its keys. Anyone can make one up, so not every one of
    // them may cost a fetch.
    if (!this.#areUsable() || this.#options.elapsed() >= this.#quietUntil) {
      if (this.#hasJustFailed()) throw this.#failure;
      await this.#refresh();
      if (!this.#keys.has(kid)) this.#quietUntil = this.#options.elapsed() + KEYS_COOLDOWN_MS;
    }
    const key = this.#keys.get(kid);
    if (key) return key;
    // Without fresh keys a kid cannot be called unknown.
    if (this.#failure !== undefined) throw this.#failure;
    return unknownKey(kid);
  }

  #areUsable(): boolean {
    return this.#options.elapsed() - this.#fetchedAt < KEYS_USABLE_MS;
  }

  #hasJustFailed(): boolean {
    return !this.#running && this.#options.elapsed() < this.#failingUntil;
  }

  get #running(): Flight | undefined {
    // Where a runtime stops work together with the request that began it, a flight never lands.
    return this.#flight && this.#options.elapsed() < this.#flight.givenUpAt ? this.#flight : undefined;
  }

  /** Fetches the keys, once for all waiting calls. Fails only when there are no usable keys. */
  #refresh(): Promise<void> {
    const { elapsed, timeoutMs } = this.#options;
    if (this.#running) return this.#running.landed;
    const landed = this.#fetch().finally(() => {
      if (this.#flight === flight) this.#flight = undefined;
    });
    const flight = { landed, givenUpAt: elapsed() + 2 * timeoutMs };
    this.#flight = flight;
    return landed;
  }

  async #fetch(): Promise<void> {
    const { elapsed, onChange } = this.#options;
    try {
      const keys = await fetchKeySet(this.#options);
      const changed = this.#keys.size > 0 && !sameKeys(keys, this.#keys);
      this.#keys = keys;
      this.#fetchedAt = elapsed();
      this.#refreshAt = this.#fetchedAt + KEYS_FRESH_MS;
      this.#failure = undefined;
      if (changed) onChange();
    } catch (error) {
      this.#goOnWithout(error);
    }
  }

  /** Serves the keys at hand a little longer, or, when there are none or they are too old, fails. */
  #goOnWithout(error: unknown): void {
    const now = this.#options.elapsed();
    this.#failure = error;
    if (this.#areUsable()) {
      this.#refreshAt = now + KEYS_COOLDOWN_MS;
      this.#quietUntil = now + KEYS_COOLDOWN_MS;
      return;
    }
    this.#failingUntil = now + KEYS_RETRY_MS;
    throw error;
  }
}
