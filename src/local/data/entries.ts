import type { JWK } from 'jose';
import { fromBase64, toBase64 } from '../../internal/bytes.js';
import { isDeferred } from '../../srp/server.js';
import { emptyPoolState, type PoolState } from '../pool/pool.js';
import { Records } from '../state/records.js';
import type { PoolSettings } from '../state/settings.js';
import type { UserRecord } from '../state/user-record.js';

/** A pool as it is written down. */
export interface StoredPool {
  readonly state: PoolState;
  /** Its private signing keys (RFC 7517). */
  readonly keys: { readonly id: JWK; readonly access: JWK };
}

/** Everything that a server keeps over a restart. */
export interface Stored {
  readonly pools: Map<string, StoredPool>;
  /** How far the pools' clock was moved. */
  readonly clockOffsetMs: number;
}

/** The same, while it is being read. */
export type Restored = Stored & { clockOffsetMs: number };

/**
 * What a record is now, or without one that it is gone. Entries may be read twice: the last one of a key counts. Besides
 * the kinds of records there are `pool`, which begins a pool or ends it, `settings` and, of no pool, `clock`.
 */
export type Entry = readonly [userPoolId: string, kind: string, key: string, record?: unknown];

export const clockEntry = (offsetMs: number): Entry => ['', 'clock', '', offsetMs];

export const settingsEntry = (settings: PoolSettings): Entry => [settings.Id, 'settings', '', settings];

export const poolEntry = ({ state: { settings, simulationKey }, keys }: StoredPool): Entry => [
  settings.Id,
  'pool',
  '',
  { settings, simulationKey: toBase64(simulationKey), keys },
];

export function recordEntry(userPoolId: string, kind: string, key: string, record: unknown): Entry {
  if (record === undefined) return [userPoolId, kind, key];
  return [userPoolId, kind, key, kind === 'users' ? withoutDeferred(record as UserRecord) : record];
}

/** A verifier takes half a millisecond to compute. One that is not computed yet is left out: see `deferred.ts`. */
function withoutDeferred(user: UserRecord): unknown {
  if (!user.password || !isDeferred(user.password)) return user;
  const { salt, temporarySince } = user.password;
  return { ...user, password: { salt, temporarySince } };
}

/** The kinds of records that a pool has. */
export const recordsOf = (state: PoolState): readonly (readonly [kind: string, Records<unknown>])[] =>
  Object.entries(state).filter((pair): pair is [string, Records<unknown>] => pair[1] instanceof Records);

/** All entries that it takes to bring everything back. */
export function* entriesOf({ pools, clockOffsetMs }: Stored): Generator<Entry> {
  yield clockEntry(clockOffsetMs);
  for (const [id, pool] of pools) {
    yield poolEntry(pool);
    for (const [kind, records] of recordsOf(pool.state))
      for (const [key, record] of records) yield recordEntry(id, kind, key, record);
  }
}

/** A pool without records, as {@link poolEntry} wrote it. */
interface WrittenPool extends Pick<StoredPool, 'keys'> {
  readonly settings: PoolSettings;
  readonly simulationKey: string;
}

/** Brings `stored` to what the entry says. @throws {UnknownEntry} */
export function apply(stored: Restored, [id, kind, key, record]: Entry): void {
  if (kind === 'clock') stored.clockOffsetMs = record as number;
  else if (kind === 'pool' && record === undefined) stored.pools.delete(id);
  else if (kind === 'pool' && !stored.pools.has(id)) stored.pools.set(id, readPool(record as WrittenPool));
  else if (kind !== 'pool') applyToPool(stored.pools.get(id), kind, key, record);
}

function applyToPool(pool: StoredPool | undefined, kind: string, key: string, record: unknown): void {
  // What came after the end of its pool.
  if (!pool) return;
  if (kind === 'settings') pool.state.settings = record as PoolSettings;
  else {
    const records: unknown = pool.state[kind as keyof PoolState];
    if (!(records instanceof Records)) throw new UnknownEntry(kind);
    if (record === undefined) records.delete(key);
    else records.set(key, record);
  }
}

/** An entry of a kind that another release writes. */
export class UnknownEntry extends Error {}

const readPool = ({ settings, simulationKey, keys }: WrittenPool): StoredPool => ({
  state: emptyPoolState(settings, () => fromBase64(simulationKey)),
  keys,
});
