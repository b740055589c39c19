import type { Records } from './records.js';

/** The keys of records that have something in common, such as their user, in the order in which they were added. */
export class KeyGroups {
  readonly #keys = new Map<string, Set<string>>();

  add(group: string, key: string): void {
    const keys = this.#keys.get(group) ?? new Set();
    this.#keys.set(group, keys.add(key));
  }

  delete(group: string, key: string): void {
    const keys = this.#keys.get(group);
    if (keys?.delete(key) && keys.size === 0) this.#keys.delete(group);
  }

  /** A copy: records may be deleted while it is read. */
  of(group: string): readonly string[] {
    return [...(this.#keys.get(group) ?? [])];
  }
}

/** Groups the keys of `records` by what `groupOf` says, for as long as they are there. */
export function groupKeys<Value>(records: Records<Value>, groupOf: (record: Value) => string): KeyGroups {
  const groups = new KeyGroups();
  records.follow((key, before, after) => {
    const [from, to] = [before && groupOf(before), after && groupOf(after)];
    if (from === to) return;
    if (from !== undefined) groups.delete(from, key);
    if (to !== undefined) groups.add(to, key);
  });
  return groups;
}
