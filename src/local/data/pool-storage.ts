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
import type { KeptPool } from './state-file.js';

/** A pool's state to begin with, and the keys that it had before. */
export type Begun = Pick<KeptPool, 'state'> & Partial<KeptPool>;

/** Keeps a server's pools in its data directory, where it has one. */
export class Keeper {
  readonly #kept = new Map<string, KeptPool>();
  readonly saving: Saving;

  constructor(
    clock: PoolClock,
    private readonly data: DataDirectory | undefined,
  ) {
    this.saving = new Saving(async () =>
      data?.write({ pools: [...this.#kept.values()], clockOffsetMs: clock.offsetMs() }),
    );
  }

  /** What to run a pool on: changes of this state are kept, and so are the keys. */
  async keep(begun: Begun): Promise<{ readonly state: PoolState; readonly keys: SigningKeys }> {
    const keys = begun.keys ? await importSigningKeys(begun.keys) : await createSigningKeys();
    if (!this.data) return { state: begun.state, keys };
    const state = observe(begun.state, this.saving.changed);
    this.#kept.set(state.settings.Id, { state, keys: begun.keys ?? (await exportSigningKeys(keys)) });
    return { state, keys };
  }

  readonly drop = (userPoolId: string): void => {
    this.#kept.delete(userPoolId);
  };

  /** Writes down what is left and lets go of the directory. */
  async end(): Promise<void> {
    try {
      await this.saving.saved();
    } finally {
      await this.data?.release();
    }
  }
}
