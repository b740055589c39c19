import type { PoolClock } from '../internal/clock.js';
import type { PoolState } from '../pool/pool.js';
import {
  createSigningKeys,
  exportSigningKeys,
  importSigningKeys,
  type SigningKeys,
} from '../state/signing-keys.js';
import type { DataDirectory } from './data-directory.js';
import { observe } from './observe.js';
import { Saving } from './saving.js';
import type { StoredPool } from './state-file.js';

/** A pool's state to begin with, and the keys that it had before. */
export type InitialPool = Pick<StoredPool, 'state'> & Partial<StoredPool>;

/** Keeps a server's pools in its data directory, where it has one. */
export class PoolStorage {
  readonly #stored = new Map<string, StoredPool>();
  readonly saving: Saving;

  constructor(
    clock: PoolClock,
    private readonly data: DataDirectory | undefined,
  ) {
    this.saving = new Saving(async () =>
      data?.write({ pools: [...this.#stored.values()], clockOffsetMs: clock.offsetMs() }),
    );
  }

  /** What to run a pool on: changes of this state are kept, and so are the keys. */
  async add(initial: InitialPool): Promise<{ readonly state: PoolState; readonly keys: SigningKeys }> {
    const keys = initial.keys ? await importSigningKeys(initial.keys) : await createSigningKeys();
    if (!this.data) return { state: initial.state, keys };
    const state = observe(initial.state, this.saving.changed);
    this.#stored.set(state.settings.Id, { state, keys: initial.keys ?? (await exportSigningKeys(keys)) });
    return { state, keys };
  }

  readonly remove = (userPoolId: string): void => {
    this.#stored.delete(userPoolId);
  };

  /** Writes down what is left and lets go of the directory. */
  async close(): Promise<void> {
    try {
      await this.saving.saved();
    } finally {
      await this.data?.release();
    }
  }
}
