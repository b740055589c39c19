import { toHex } from '../internal/bytes.js';
import { wholeNumber } from '../internal/options.js';
import { hasEnded, processIdentity } from '../internal/process-identity.js';
import { optional } from '../internal/schemas.js';
import type { RandomSource } from '../internal/seams.js';
import type { WaitingSeams } from '../internal/waiting.js';
import { Turns } from './turns.js';

/**
 * Locks that their holder has to extend. Others take the lock of a holder that has ended at once where they can know it,
 * and after its lifetime elsewhere.
 */
export interface Leases {
  /** Takes the lock if it is free or its holder is dead. Called repeatedly while waiting. */
  take(name: string, owner: string): Promise<boolean>;
  /** Restarts the lifetime, if `owner` still holds the lock. @returns Whether it does. */
  extend(name: string, owner: string): Promise<boolean>;
  /** Frees the lock, if `owner` still holds it. */
  release(name: string, owner: string): Promise<void>;
}

const DEFAULT_LIFETIME_MS = 10_000;

/** The stores' option: how long a process that cannot be known to have ended delays the others. */
export const lockLifetimeMs = optional(wholeNumber(100, undefined, 'milliseconds'), DEFAULT_LIFETIME_MS);

/** A try costs a system call or a round trip, and a renewal tens of milliseconds. */
const SHORTEST_WAIT_MS = 5;
const LONGEST_WAIT_MS = 40;

/** What a holder knows of its lock. */
export interface HeldLock {
  /** Differs from that of every other holder. */
  readonly owner: string;
  /** Whether it still holds the lock: one that was stopped for longer than the lifetime may have lost it. */
  isHeld(): Promise<boolean>;
}

/** A lock over processes. Within this one callers queue, and only the first in the queue tries for the lease. */
export class Lock {
  readonly #turns = new Turns();

  constructor(
    private readonly leases: Leases,
    private readonly lifetimeMs: number,
    private readonly seams: WaitingSeams,
  ) {}

  /** @param signal Ends the wait for the lock. Work that began is not stopped. */
  run<T>(name: string, work: (held: HeldLock) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#turns.run(name, () => this.#runLeased(name, work, signal));
  }

  async #runLeased<T>(
    name: string,
    work: (held: HeldLock) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    const owner = newOwner(this.seams.random);
    signal?.throwIfAborted();
    try {
      while (!(await this.leases.take(name, owner))) {
        await this.seams.sleep(this.#wait());
        signal?.throwIfAborted();
      }
      signal?.throwIfAborted();
      return await this.#runHeld(name, owner, work);
    } finally {
      // The work is done and its result counts; or the answer was lost that told of the lock.
      // A lock that cannot be freed ends by itself.
      await this.leases.release(name, owner).catch(() => {});
    }
  }

  async #runHeld<T>(name: string, owner: string, work: (held: HeldLock) => Promise<T>): Promise<T> {
    const done = new AbortController();
    const heartbeat = this.#extendUntil(done.signal, name, owner);
    try {
      return await work({ owner, isHeld: () => this.leases.extend(name, owner) });
    } finally {
      done.abort();
      await heartbeat;
    }
  }

  async #extendUntil(done: AbortSignal, name: string, owner: string): Promise<void> {
    while (!done.aborted) {
      await this.seams.sleep(this.lifetimeMs / 3, done).catch(() => {});
      // One failure may pass: there is time for another try before the lifetime is over.
      if (!done.aborted) await this.leases.extend(name, owner).catch(() => {});
    }
  }

  /** Jittered, so that waiting processes do not fall into step. */
  #wait(): number {
    const [byte = 0] = this.seams.random(1);
    return SHORTEST_WAIT_MS + ((LONGEST_WAIT_MS - SHORTEST_WAIT_MS) * byte) / 255;
  }
}

/** A name for one hold of a lock: whose it is, where the system tells, and something that no other hold has. */
const newOwner = (random: RandomSource): string =>
  [toHex(random(16)), processIdentity()].filter(Boolean).join('-');

/** Whether the process that held a lock under this name has ended. */
export const ownerHasEnded = (owner: string): boolean => hasEnded(owner.slice(owner.indexOf('-') + 1));
