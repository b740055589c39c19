import type { Records } from './records.js';

export const HOUR_MS = 3_600_000;

/** How long an expired record is kept, so that a late client is told "expired" and not "unknown". */
const REMEMBERED_MS = HOUR_MS;

/** An access token lives for a day at most: so long somebody may ask about what it stands for. */
export const DAY_MS = 24 * HOUR_MS;

/** When something that counts until then may be forgotten. */
export const forgottenAfter = (expiresAt: number): number => expiresAt + REMEMBERED_MS;

/** Forgets records once they are of no use, at a cost that depends only on how many there are to forget. */
export class Sweeper<Value> {
  readonly #byHour = new Map<number, Set<string>>();

  /** @param dueAt When a record may be forgotten; undefined for one that stays. */
  constructor(
    private readonly records: Records<Value>,
    dueAt: (record: Value) => number | undefined,
  ) {
    const hourOf = (record: Value | undefined) => {
      const due = record === undefined ? undefined : dueAt(record);
      return due === undefined ? undefined : Math.ceil(due / HOUR_MS);
    };
    records.follow((key, before, after) => {
      const [from, to] = [hourOf(before), hourOf(after)];
      if (from === to) return;
      if (from !== undefined) this.#byHour.get(from)?.delete(key);
      if (to !== undefined) this.#byHour.set(to, (this.#byHour.get(to) ?? new Set()).add(key));
    });
  }

  sweep(now: number): void {
    for (const [hour, keys] of this.#byHour) {
      if (hour * HOUR_MS > now) continue;
      for (const key of keys) this.records.delete(key);
      this.#byHour.delete(hour);
    }
  }
}
