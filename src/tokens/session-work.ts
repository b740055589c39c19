import { ConnectionError } from '../errors/connection.js';
import { StoreUnavailableError } from '../errors/store.js';
import type { Deadline } from '../internal/deadline.js';
import type { TokenStore } from './store.js';

/** Whom work on a session may wait for. */
export interface WorkParts {
  readonly store?: TokenStore | undefined;
  /** Where the pool is, for errors. */
  readonly address: string;
}

/** Work on a session: the time that it may take, and whom it waits for. Neither a store nor a pool can hold it up. */
export class SessionWork {
  #waitsForPool = false;

  constructor(
    private readonly parts: WorkParts,
    readonly deadline: Deadline,
  ) {}

  /** Asks the store. @throws {StoreUnavailableError} when it does not answer in time. */
  async askStore<T>(ask: () => Promise<T>): Promise<T> {
    this.#waitsForPool = false;
    return await this.deadline.within(ask, () => this.late(this.deadline));
  }

  /** Asks the pool. @throws {ConnectionError} when it does not answer in time. */
  async askPool<T>(ask: () => Promise<T>): Promise<T> {
    this.#waitsForPool = true;
    return await this.deadline.within(ask, () => this.late(this.deadline));
  }

  /** Why a call gets nothing from this work within its time. */
  late({ timeoutMs }: Deadline): Error {
    const { store, address } = this.parts;
    if (this.#waitsForPool || !store)
      return new ConnectionError('TIMED_OUT', `${address} gave no tokens within ${timeoutMs} ms`, address);
    return new StoreUnavailableError(nameOf(store), `no answer within ${timeoutMs} ms`);
  }
}

/** What a store is called, for errors: it need not tell where it keeps things. */
export const nameOf = (store: TokenStore): string => store.constructor?.name || 'TokenStore';
