import { callable, check, strictOptions } from '../internal/options.js';
import { optional } from '../internal/schemas.js';
import { type Clock, monotonicClock } from '../internal/seams.js';
import { type RevocationList, type RevokeOptions, secondsToList } from '../tokens/revocation-list.js';

/** What a list in memory is made with. */
export interface MemoryRevocationListOptions {
  /** Milliseconds that only ever grow. For tests. */
  readonly clock?: Clock | undefined;
}

const memoryRevocationListOptions = strictOptions({
  clock: optional(callable<Clock>(), () => monotonicClock),
});

/** A list of what was revoked that lives as long as the process: for one server, and for tests. */
export class MemoryRevocationList implements RevocationList {
  readonly #clock: Clock;
  /** Until when each id counts, by that clock. */
  readonly #entries = new Map<string, number>();

  /** @throws {InvalidOptionError} naming the option at fault. */
  constructor(options: MemoryRevocationListOptions = {}) {
    this.#clock = check(memoryRevocationListOptions, options, 'options').clock;
  }

  /**
   * Revokes a token (`jti`), a sign-in (`origin_jti`) or all tokens of a user (`sub`), those to come included, for a time.
   *
   * @throws {InvalidOptionError} when there is no id, or the time is none.
   */
  async add(id: string, options: RevokeOptions = {}): Promise<void> {
    const seconds = secondsToList(id, options);
    const now = this.#clock();
    for (const [other, until] of this.#entries) if (until <= now) this.#entries.delete(other);
    this.#entries.set(id, now + seconds * 1000);
  }

  /** Takes an id off the list. */
  async delete(id: string): Promise<void> {
    this.#entries.delete(id);
  }

  hasAny(ids: readonly string[]): boolean {
    const now = this.#clock();
    return ids.some(id => (this.#entries.get(id) ?? now) > now);
  }
}
