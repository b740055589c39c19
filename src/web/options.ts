import { type ApiConfig, type ApiOptions, apiOptionEntries, placeOf } from '../config/api-config.js';
import { check, nonEmpty, strictOptions } from '../internal/options.js';
import { custom, optional } from '../internal/schemas.js';
import { type SharedOptions, sharedOptionEntries } from '../person/options.js';

/** A pool, how to reach it by `fetch`, and what its people share. */
export interface UserPoolOptions extends ApiOptions, SharedOptions {
  /** A public app client, one without a secret: what runs in a browser keeps no secret. */
  readonly clientId: string;
}

/** The schema's entries, for options that may hold a pool's among their own. */
export const userPoolOptionEntries = {
  ...apiOptionEntries,
  ...sharedOptionEntries,
  clientId: nonEmpty,
  clientSecret: optional(
    custom<never>(
      () => false,
      'must stay on a server: everyone who loads the page could read it. Use an app client without a secret',
    ),
  ),
};

const userPoolOptions = strictOptions(userPoolOptionEntries);

/** Splits the options into the pool's own and its people's. @throws {InvalidOptionError} naming the option at fault. */
export function checkUserPoolOptions(options: UserPoolOptions) {
  const { store, renewBeforeExpiryMs, devices, ...pool } = check(userPoolOptions, options, 'options');
  const config: ApiConfig = { ...pool, ...placeOf(pool) };
  return { config, fetch: pool.fetch ?? fetch, store, renewBeforeExpiryMs, devices };
}
