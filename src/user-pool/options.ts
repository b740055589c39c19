import { baseUrl } from '../config/base-url.js';
import { type PoolOptions, poolOptionEntries } from '../config/pool-config.js';
import { check, strictOptions } from '../internal/options.js';
import { optional } from '../internal/schemas.js';
import { type SharedOptions, sharedOptionEntries } from '../person/options.js';

/** A pool, how to reach it, and what its people share. */
export interface UserPoolOptions extends PoolOptions, SharedOptions {
  /** Where the Gates backend is, such as `https://host/stage`, for `cognito.gates`. */
  readonly gatesUrl?: string | undefined;
}

/** The schema's entries, for options that may hold a pool's among their own. */
export const userPoolOptionEntries = {
  ...poolOptionEntries,
  ...sharedOptionEntries,
  gatesUrl: optional(baseUrl),
};

const userPoolOptions = strictOptions(userPoolOptionEntries);

/** Splits the options into the pool's own and its people's. @throws {InvalidOptionError} naming the option at fault. */
export function checkUserPoolOptions(options: UserPoolOptions) {
  const { store, renewBeforeExpiryMs, devices, gatesUrl, ...pool } = check(
    userPoolOptions,
    options,
    'options',
  );
  return { pool: pool as PoolOptions, store, renewBeforeExpiryMs, devices, gatesUrl };
}
