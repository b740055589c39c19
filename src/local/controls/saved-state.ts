import type { PoolClock } from '../internal/clock.js';
import type { PoolDirectory } from '../pool/directory.js';
import type { Pool, PoolState } from '../pool/pool.js';
import { Records } from '../state/records.js';
import type { PoolSettings } from '../state/settings.js';

interface SavedPool {
  readonly settings: PoolSettings;
  readonly records: ReadonlyMap<string, ReadonlyMap<string, unknown>>;
}

/** What the pools of a server were at one moment. Records never change, so this holds the same ones. */
export interface SavedState {
  readonly pools: ReadonlyMap<Pool, SavedPool>;
  readonly clockOffsetMs: number;
}

export const saveState = (pools: PoolDirectory, clock: PoolClock): SavedState => ({
  pools: new Map([...pools.pools.values()].map(pool => [pool, savePool(pool.state)])),
  clockOffsetMs: clock.offsetMs(),
});

export const savePool = (state: PoolState): SavedPool => ({
  settings: state.settings,
  records: new Map(recordsOf(state).map(([kind, records]) => [kind, new Map(records)])),
});

/** Brings everything back to what was saved. It costs as much as has changed since, and a look at every record. */
export function restoreState(
  { pools: saved, clockOffsetMs }: SavedState,
  pools: PoolDirectory,
  clock: PoolClock,
) {
  for (const pool of [...pools.pools.values()]) if (!saved.has(pool)) pools.remove(pool);
  for (const [pool, was] of saved) {
    if (!pools.find(was.settings.Id)) pools.add(pool);
    if (pool.settings() !== was.settings) pool.configure(was.settings);
    for (const [kind, records] of recordsOf(pool.state)) restore(records, was.records.get(kind) ?? new Map());
  }
  if (clock.offsetMs() !== clockOffsetMs) clock.moveTo(clockOffsetMs);
}

/** Lists have the order in which records came: from the first that differs, all come anew. */
function restore(records: Records<unknown>, wanted: ReadonlyMap<string, unknown>): void {
  const before = [...records.keys()];
  const keys = [...wanted.keys()];
  const different = before.findIndex((key, i) => key !== keys[i]);
  for (const key of different < 0 ? [] : before.slice(different)) records.delete(key);
  for (const [key, record] of wanted) if (records.get(key) !== record) records.set(key, record);
}

const recordsOf = (state: PoolState): (readonly [kind: string, Records<unknown>])[] =>
  Object.entries(state).filter((pair): pair is [string, Records<unknown>] => pair[1] instanceof Records);
