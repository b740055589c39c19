import { ConnectionError } from '../errors/connection.js';
import {
  InternalServiceError,
  ServiceError,
  TooManyRequestsError,
  UnsupportedError,
} from '../errors/service.js';
import { backoffMs } from '../internal/backoff.js';
import type { Deadline } from '../internal/deadline.js';
import type { RandomSource } from '../internal/seams.js';

const PAUSES = { firstMs: 100, longestMs: 20_000 };

/** How many retries in a row an outage may cost: each takes some of these, and each success gives some back. */
const BUDGET = 500;
const COST = 5;

/** Tries again what may pass, within a call's time: faults of the connection, failures of the service, throttles. */
export class Retries {
  readonly #maxAttempts: number;
  readonly #random: RandomSource;
  #budget = BUDGET;

  constructor({ maxAttempts, random }: { readonly maxAttempts: number; readonly random: RandomSource }) {
    this.#maxAttempts = maxAttempts;
    this.#random = random;
  }

  /**
   * @param deadline Ends the pauses. What came up last is thrown then.
   * @param mayFollow Whether an attempt may follow the one that failed so.
   */
  async run<T>(
    attempt: () => Promise<T>,
    deadline: Deadline,
    mayFollow: (error: unknown) => boolean = () => true,
  ): Promise<T> {
    for (let tries = 1; ; tries++)
      try {
        const result = await attempt();
        this.#budget = Math.min(BUDGET, this.#budget + 1);
        return result;
      } catch (error) {
        const again = mayFollow(error) && tries < this.#maxAttempts && mayPass(error) && this.#budget >= COST;
        if (!again || deadline.ended) throw error;
        this.#budget -= COST;
        const pause = backoffMs(tries, { ...PAUSES, random: this.#random });
        await deadline.pause(pause).catch(() => Promise.reject(error));
      }
  }
}

/** Whether trying again may help. */
export function mayPass(error: unknown): boolean {
  if (error instanceof TooManyRequestsError || error instanceof InternalServiceError) return true;
  if (error instanceof UnsupportedError) return false;
  if (error instanceof ServiceError) return (error.httpStatus ?? 0) >= 500;
  if (!(error instanceof ConnectionError)) return false;
  // What answers otherwise in Cognito's place, such as a proxy, will do so again.
  const { httpStatus = 500 } = error;
  return httpStatus === 200 || httpStatus >= 500;
}
