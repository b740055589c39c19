import type { PoolClock } from '../internal/clock.js';
import type { Pool, PoolState } from '../pool/pool.js';
import type { Records } from '../state/records.js';
import {
  createSigningKeys,
  exportSigningKeys,
  importSigningKeys,
  type SigningKeys,
} from '../state/signing-keys.js';
import type { DataDirectory } from './data-directory.js';
import { deferredUsers, keepDeferred } from './deferred.js';
import {
  clockEntry,
  poolEntry,
  recordEntry,
  recordsOf,
  type Stored,
  type StoredPool,
  settingsEntry,
} from './entries.js';
import { Journal } from './journal.js';

/** A pool's state to begin with, and the keys that it had before. */
export type InitialPool = Pick<StoredPool, 'state'> & Partial<StoredPool>;

/** Keeps a server's pools in its data directory. */
export class PoolStorage {
  /** Those that are being made, and those that there are. */
  readonly #made = new Map<string, StoredPool>();
  readonly #stored: Stored;
  readonly journal: Journal;
  #deferred: Promise<unknown> = Promise.resolve();
  #isClosing = false;

  /** @param warn Told why changes could not be kept. */
  constructor(
    private readonly clock: PoolClock,
    private readonly data: DataDirectory,
    warn: (problem: unknown) => void,
  ) {
    this.journal = new Journal(data.append, warn);
    this.#stored = {
      pools: new Map(),
      get clockOffsetMs() {
        return clock.offsetMs();
      },
    };
  }

  /** Keeps what changes in a pool's state, from {@link begin} on. @returns The pool's keys. */
  async add(initial: InitialPool): Promise<SigningKeys> {
    const { state } = initial;
    const keys = initial.keys ? await importSigningKeys(initial.keys) : await createSigningKeys();
    this.#made.set(state.settings.Id, { state, keys: initial.keys ?? (await exportSigningKeys(keys)) });
    this.#observe(state);
    return keys;
  }

  /** Begins to keep what changes in these pools, and which there are. */
  async begin(pools: Records<Pool>): Promise<void> {
    for (const id of pools.keys()) this.#stored.pools.set(id, this.#made.get(id) as StoredPool);
    pools.observe((id, before) => (before ? this.#remove(id, before, pools) : this.#include(id, pools)));
    this.clock.observe((before, after) =>
      this.journal.note(clockEntry(after), () => this.clock.moveTo(before)),
    );
    await this.data.begin(this.#stored);
    this.#deferred = this.#keepDeferred().catch(() => {});
  }

  /** Writes down what is left and lets go of the directory. */
  async close(): Promise<void> {
    this.#isClosing = true;
    await this.#deferred;
    await this.journal.settled();
    await this.data.release();
  }

  #observe(state: PoolState): void {
    const { journal } = this;
    const { Id } = state.settings;
    for (const [kind, records] of recordsOf(state))
      records.observe((key, before, after) =>
        journal.note(recordEntry(Id, kind, key, after), () => restore(records, key, before)),
      );
    let { settings } = state;
    Object.defineProperty(state, 'settings', {
      enumerable: true,
      get: () => settings,
      set: next => {
        const before = settings;
        journal.note(settingsEntry(next), () => {
          settings = before;
        });
        settings = next;
      },
    });
  }

  #include(id: string, pools: Records<Pool>): void {
    const made = this.#made.get(id) as StoredPool;
    this.journal.note(poolEntry(made), () => pools.delete(id));
    this.#stored.pools.set(id, made);
  }

  #remove(id: string, pool: Pool, pools: Records<Pool>): void {
    const made = this.#made.get(id) as StoredPool;
    this.journal.note([id, 'pool', ''], () => {
      this.#made.set(id, made);
      pools.set(id, pool);
    });
    this.#made.delete(id);
    this.#stored.pools.delete(id);
  }

  async #keepDeferred(): Promise<void> {
    for (const { state } of this.#stored.pools.values())
      await keepDeferred(state.users, deferredUsers(state.users), this.journal, () => this.#isClosing);
  }
}

const restore = (records: Records<unknown>, key: string, before: unknown): void => {
  if (before === undefined) records.delete(key);
  else records.set(key, before);
};
