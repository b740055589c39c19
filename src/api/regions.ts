import type { PoolRegion, PoolRegions } from '../config/regions.js';
import { ConnectionError } from '../errors/connection.js';
import { InvalidOptionError } from '../errors/invalid-option.js';
import { InternalServiceError, ServiceError, UnsupportedError } from '../errors/service.js';
import type { Clock } from '../internal/seams.js';
import type { Route } from './route.js';

/** After so long in another Region the first one is tried again. */
const AWAY_MS = 60_000;

/** Which of a pool's Regions calls go to: the first, or while that fails another, for a while at a time. */
export class Regions {
  readonly #all: PoolRegions;
  readonly #clock: Clock;
  #current: PoolRegion;
  /** When the first Region is to be tried again. */
  #returnAt = 0;

  constructor(all: PoolRegions, clock: Clock) {
    this.#all = all;
    this.#clock = clock;
    this.#current = all[0];
  }

  get several(): boolean {
    return this.#all.length > 1;
  }

  /** The Regions in the order to try for one call. */
  order({ region }: Route): PoolRegions {
    if (region === undefined) {
      const first = this.#first();
      return [first, ...this.#all.filter(other => other !== first)];
    }
    const only = this.#all.find(({ name }) => name === region);
    if (only) return [only];
    throw new InvalidOptionError('challenge.region', 'is not among the replicas of this pool');
  }

  /** Takes note of the Region that answered a call. */
  answered(region: PoolRegion, route: Route): void {
    route.region = region.name;
    if (region !== this.#current) this.#returnAt = this.#clock() + AWAY_MS;
    this.#current = region;
  }

  #first(): PoolRegion {
    if (this.#clock() < this.#returnAt) return this.#current;
    // One call tries it, and the others need not wait for the outcome.
    this.#returnAt = this.#clock() + AWAY_MS;
    return this.#all[0];
  }
}

/** Whether an error says something of a Region, and nothing of the call: another Region may serve it. */
export function isOfRegion(error: unknown): boolean {
  if (error instanceof UnsupportedError) return isOutOfRegion(error);
  if (error instanceof InternalServiceError) return true;
  if (error instanceof ServiceError) return (error.httpStatus ?? 0) >= 500;
  return error instanceof ConnectionError;
}

/** What a replica says to a call that only the pool's own Region serves, such as one that creates a user. */
export const isOutOfRegion = (error: unknown): boolean =>
  error instanceof UnsupportedError && error.code === 'OPERATION_NOT_ENABLED';
