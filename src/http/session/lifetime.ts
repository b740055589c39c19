import type { Clock } from '../../internal/seams.js';

/** How long sessions last. */
export interface LifetimeSettings {
  readonly clock: Clock;
  /** After the last request. */
  readonly idleSeconds: number;
  /** After the sign-in. */
  readonly absoluteSeconds?: number | undefined;
}

/** Setting a cookie keeps an answer out of caches, so a session is prolonged only when this part of its time is over. */
const PART = 10;

/** Tells when sessions end, in epoch seconds. */
export class Lifetime {
  readonly #settings: LifetimeSettings;

  constructor(settings: LifetimeSettings) {
    this.#settings = settings;
  }

  now(): number {
    return Math.floor(this.#settings.clock() / 1000);
  }

  /**
   * When a session ends that is used now and never again.
   *
   * @param since When the person signed in.
   */
  endOf(since: number | undefined): number {
    return Math.min(this.now() + this.#settings.idleSeconds, this.#lastEnd(since));
  }

  /** Whether a session that ends then ought to be prolonged now. */
  isWorthProlonging(expiresAt: number, since: number | undefined): boolean {
    const end = this.endOf(since);
    const gained = end - expiresAt;
    return gained >= this.#settings.idleSeconds / PART || (gained > 0 && end === this.#lastEnd(since));
  }

  #lastEnd(since: number | undefined): number {
    return (since ?? this.now()) + (this.#settings.absoluteSeconds ?? Number.POSITIVE_INFINITY);
  }
}
