import * as v from 'valibot';
import { baseUrl } from '../config/http-url.js';
import { type PoolOptions, poolOptionEntries } from '../config/pool-config.js';
import { check, flag, nonEmpty, strictOptions, withMethods } from '../internal/options.js';
import type { DeviceStore } from '../tokens/device-store.js';
import { sessionOptionEntries } from '../tokens/session-options.js';
import type { TokenStore } from '../tokens/store.js';

/** How tracked devices are kept. */
export interface DeviceOptions {
  readonly store: DeviceStore;
  /** What the pool calls this device. Default: the host's name. */
  readonly name?: string | undefined;
  /** Asks to remember the device where the pool leaves that to the user. Default false. */
  readonly remember?: boolean | undefined;
}

/** A pool, how to reach it, and what its people share. */
export interface UserPoolOptions extends PoolOptions {
  /** Where sessions outlive this process. Without one each lives in its `Cognito`. */
  readonly store?: TokenStore | undefined;
  /** How long before expiry tokens are renewed, in milliseconds. Default 60,000. */
  readonly renewBeforeExpiryMs?: number | undefined;
  /** Where tracked devices are kept. With one, new devices are confirmed and used at the next sign-in. */
  readonly devices?: DeviceOptions | undefined;
  /** Where the Gates backend is, such as `https://host/stage`, for `cognito.gates`. */
  readonly gatesUrl?: string | undefined;
}

/** The schema's entries, for options that may hold a pool's among their own. */
export const userPoolOptionEntries = {
  ...poolOptionEntries,
  ...sessionOptionEntries,
  devices: v.optional(
    strictOptions({
      store: withMethods<DeviceStore>('a DeviceStore', 'get', 'set', 'delete'),
      name: v.optional(nonEmpty),
      remember: v.optional(flag),
    }),
  ),
  gatesUrl: v.optional(baseUrl),
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
