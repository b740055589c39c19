import type { PoolState } from '../pool/pool.js';

/** A map that tells when it changes. */
class ObservedMap<Value> extends Map<string, Value> {
  readonly #changed: () => void;

  constructor(records: ReadonlyMap<string, Value>, changed: () => void) {
    super();
    this.#changed = changed;
    for (const [key, value] of records) super.set(key, value);
  }

  override set(key: string, value: Value): this {
    this.#changed();
    return super.set(key, value);
  }

  override delete(key: string): boolean {
    this.#changed();
    return super.delete(key);
  }
}

/**
 * The same state, which calls `changed` at every change. Messages are not watched: whatever sends one changes a
 * record too.
 */
export function observe(
  { settings: first, messages, simulationKey, ...maps }: PoolState,
  changed: () => void,
): PoolState {
  let settings = first;
  const observed = Object.entries(maps).map(([name, records]) => [
    name,
    new ObservedMap(records as ReadonlyMap<string, unknown>, changed),
  ]);
  return {
    ...(Object.fromEntries(observed) as typeof maps),
    messages,
    simulationKey,
    get settings() {
      return settings;
    },
    set settings(next) {
      settings = next;
      changed();
    },
  };
}
