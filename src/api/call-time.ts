import { ConnectionError } from '../errors/connection.js';
import { unlessAborted } from '../internal/abort.js';
import { Deadline } from '../internal/deadline.js';
import type { CallOptions } from './call-options.js';

/** What a call takes for granted where its options say nothing. */
interface Defaults {
  readonly timeoutMs: number;
  /** Where calls go, for the error. */
  readonly address: string;
}

/** The time of one call of the application. All that the call waits for shares it: requests, renewals, keys, stores. */
export class CallTime {
  readonly #signal: AbortSignal | undefined;
  readonly #timeoutMs: number;
  readonly #address: string;
  #endsAt: number;

  /** @throws the signal's reason, when it is aborted already. */
  constructor({ signal, timeoutMs }: CallOptions, defaults: Defaults) {
    signal?.throwIfAborted();
    this.#signal = signal;
    this.#timeoutMs = timeoutMs ?? defaults.timeoutMs;
    this.#address = defaults.address;
    this.#endsAt = performance.now() + this.#timeoutMs;
  }

  /** Whether the caller has given the call up. */
  get isGivenUp(): boolean {
    return this.#signal?.aborted ?? false;
  }

  /** A time of half of what is left, for what can be done without. */
  get half(): CallTime {
    const { signal, timeoutMs = 0 } = this.left;
    const address = this.#address;
    return new CallTime({ signal, timeoutMs: Math.ceil(timeoutMs / 2) }, { address, timeoutMs });
  }

  /**
   * What is left, for a request.
   *
   * @throws {ConnectionError} with `TIMED_OUT` when nothing is, or the signal's reason.
   */
  get left(): CallOptions {
    this.#signal?.throwIfAborted();
    const timeoutMs = Math.ceil(this.#endsAt - performance.now());
    if (timeoutMs <= 0) throw this.#timedOut();
    return { signal: this.#signal, timeoutMs };
  }

  /**
   * Waits for work that knows no deadline, such as a store's. Where the time is over first it gives up waiting, not the
   * work: others may wait for it.
   *
   * @throws {ConnectionError} with `TIMED_OUT`, or the signal's reason.
   */
  async wait<T>(begin: () => Promise<T>): Promise<T> {
    return await this.give(deadline => deadline.within(begin, () => this.#timedOut()));
  }

  /**
   * Gives what is left to work that keeps to a deadline.
   *
   * @throws {ConnectionError} with `TIMED_OUT` when nothing is, or the signal's reason.
   */
  async give<T>(work: (deadline: Deadline) => Promise<T>): Promise<T> {
    const { signal, timeoutMs } = this.left;
    const deadline = new Deadline(timeoutMs, signal);
    try {
      return await work(deadline);
    } finally {
      deadline.close();
    }
  }

  /** Waits for a person. The time that they take does not count. */
  async waitForPerson<T>(ask: () => T | Promise<T>): Promise<T> {
    this.#signal?.throwIfAborted();
    const askedAt = performance.now();
    try {
      return await unlessAborted(Promise.resolve(ask()), this.#signal);
    } finally {
      this.#endsAt += performance.now() - askedAt;
    }
  }

  #timedOut(): ConnectionError {
    return new ConnectionError('TIMED_OUT', `not done within ${this.#timeoutMs} ms`, this.#address);
  }
}
