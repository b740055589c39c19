import type * as v from 'valibot';
import { InvalidOptionError } from '../errors/invalid-option.js';
import { check, flag, nonEmpty, strictOptions, withMethods } from '../internal/options.js';
import { custom, optional } from '../internal/schemas.js';
import type { DeviceStore } from '../tokens/device-store.js';
import { sessionOptionEntries } from '../tokens/session-options.js';
import type { TokenStore } from '../tokens/store.js';
import type { TokenData } from '../tokens/token-set.js';
import type { PersonPool } from './pool.js';

/** How tracked devices are kept. */
export interface DeviceOptions {
  readonly store: DeviceStore;
  /** What the pool calls this device. Default: the host's name. */
  readonly name?: string | undefined;
  /** Asks to remember the device where the pool leaves that to the user. Default false. */
  readonly remember?: boolean | undefined;
}

/** What the people of a pool share: where their sessions and devices are kept. */
export interface SharedOptions {
  /** Where sessions outlive this process. Without one each lives in its `Cognito`. */
  readonly store?: TokenStore | undefined;
  /** How long before expiry tokens are renewed, in milliseconds. Default 60,000. */
  readonly renewBeforeExpiryMs?: number | undefined;
  /** Where tracked devices are kept. With one, new devices are confirmed and used at the next sign-in. */
  readonly devices?: DeviceOptions | undefined;
}

/** The schema's entries of {@link SharedOptions}. */
export const sharedOptionEntries = {
  ...sessionOptionEntries,
  devices: optional(
    strictOptions({
      store: withMethods<DeviceStore>('a DeviceStore', 'get', 'set', 'delete'),
      name: optional(nonEmpty),
      remember: optional(flag),
    }),
  ),
};

/** Who, and with which tokens. */
export interface PersonOptions {
  /** A username, e-mail address or phone number, as the pool allows. */
  readonly username?: string | undefined;
  /**
   * Tokens of an earlier sign-in, or those of them that there are. A refresh token alone gets the others when one is first
   * needed. Call `verifyTokens()` before trusting them.
   */
  readonly accessToken?: string | undefined;
  readonly idToken?: string | undefined;
  readonly refreshToken?: string | undefined;
  /** The tracked device that those tokens belong to, where the pool tracks devices. */
  readonly deviceKey?: string | undefined;
}

const personEntries = {
  username: optional(nonEmpty),
  accessToken: optional(nonEmpty),
  idToken: optional(nonEmpty),
  refreshToken: optional(nonEmpty),
  deviceKey: optional(nonEmpty),
};

/** A person and their pool. */
export interface CheckedPerson<Pool extends PersonPool = PersonPool> {
  readonly pool: Pool;
  /** Whether the pool was made for this person alone, and so ends with them. */
  readonly ownsPool: boolean;
  readonly username: string | undefined;
  readonly tokens: TokenData | undefined;
}

/**
 * What checks the options of an entry's `Cognito`: the pool that a person shares with others, or the options of one for
 * this person alone. The check throws an {@link InvalidOptionError} naming the option at fault.
 */
export function personOver<Pool extends PersonPool, PoolOptions>(
  UserPool: new (options: PoolOptions) => Pool,
  poolEntries: v.ObjectEntries,
): (options: PersonOptions & ({ readonly pool: Pool } | PoolOptions)) => CheckedPerson<Pool> {
  const overPool = strictOptions({
    pool: custom<Pool>(value => value instanceof UserPool, 'must be a UserPool'),
    ...personEntries,
  });
  const overOwnPool = strictOptions({ ...poolEntries, ...personEntries });
  return options => {
    const ownsPool = !(typeof options === 'object' && options !== null && 'pool' in options);
    const checked = check(ownsPool ? overOwnPool : overPool, options, 'options');
    const { username, accessToken, idToken, refreshToken, deviceKey, ...rest } = checked as PersonOptions;
    const pool = ownsPool ? new UserPool(rest as PoolOptions) : (rest as { pool: Pool }).pool;
    const tokens = tokensOf({ username, accessToken, idToken, refreshToken, deviceKey }, pool);
    return { pool: withClient(pool), ownsPool, username, tokens };
  };
}

/** A person signs in at an app client; a pool for administrators may have none. */
function withClient<Pool extends PersonPool>(pool: Pool): Pool {
  if (!pool.api.config.clientId) throw new InvalidOptionError('options.clientId', 'is missing');
  return pool;
}

/** @throws {InvalidOptionError} for a device without tokens, and for a session that a store could not name. */
function tokensOf(
  { accessToken, idToken, refreshToken, deviceKey, username }: PersonOptions,
  { store }: PersonPool,
): TokenData | undefined {
  if (!(accessToken || idToken || refreshToken)) {
    if (deviceKey === undefined) return undefined;
    throw new InvalidOptionError(
      'options.deviceKey',
      'belongs to tokens, and there are none: pass refreshToken',
    );
  }
  if (!(accessToken || idToken || username) && store)
    throw new InvalidOptionError(
      'options.username',
      'is missing: a refresh token alone does not name its user, and the store keeps the session under that name',
    );
  return { accessToken, idToken, refreshToken, deviceKey };
}
