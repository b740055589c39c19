import * as v from 'valibot';
import { InvalidOptionError } from '../errors/invalid-option.js';
import { check, nonEmpty, strictOptions } from '../internal/options.js';
import type { TokenData } from '../tokens/token-set.js';
import { type UserPoolOptions, userPoolOptionEntries } from '../user-pool/options.js';
import { UserPool } from '../user-pool/user-pool.js';

/** Who, and with which tokens. */
export interface PersonOptions {
  /** A username, e-mail address or phone number, as the pool allows. */
  readonly username?: string | undefined;
  /** Tokens of an earlier sign-in. Call `verifyTokens()` before trusting them. */
  readonly accessToken?: string | undefined;
  readonly idToken?: string | undefined;
  readonly refreshToken?: string | undefined;
  /** The tracked device that those tokens belong to, where the pool tracks devices. */
  readonly deviceKey?: string | undefined;
}

/** The pool that a person shares with others, or the options of one for this person alone. */
export type CognitoOptions = PersonOptions & ({ readonly pool: UserPool } | UserPoolOptions);

const personEntries = {
  username: v.optional(nonEmpty),
  accessToken: v.optional(nonEmpty),
  idToken: v.optional(nonEmpty),
  refreshToken: v.optional(nonEmpty),
  deviceKey: v.optional(nonEmpty),
};

const overPool = strictOptions({
  pool: v.instance(UserPool, 'must be a UserPool'),
  ...personEntries,
});
const overOwnPool = strictOptions({ ...userPoolOptionEntries, ...personEntries });

/** A person and their pool. */
export interface CheckedPerson {
  readonly pool: UserPool;
  /** Whether the pool was made for this person alone, and so ends with them. */
  readonly ownsPool: boolean;
  readonly username: string | undefined;
  readonly tokens: TokenData | undefined;
}

/** Splits the options into the pool's and the person's. @throws {InvalidOptionError} naming the option at fault. */
export function checkCognitoOptions(options: CognitoOptions): CheckedPerson {
  const shares = typeof options === 'object' && options !== null && 'pool' in options;
  if (!shares) return checkedOverOwnPool(options);
  const { pool, username, ...given } = check(overPool, options, 'options');
  return { pool: withClient(pool), ownsPool: false, username, tokens: tokensOf(given) };
}

function checkedOverOwnPool(options: unknown): CheckedPerson {
  const { username, accessToken, idToken, refreshToken, deviceKey, ...pool } = check(
    overOwnPool,
    options,
    'options',
  );
  const tokens = tokensOf({ accessToken, idToken, refreshToken, deviceKey });
  return { pool: withClient(new UserPool(pool as UserPoolOptions)), ownsPool: true, username, tokens };
}

/** A person signs in at an app client; a pool for administrators may have none. */
function withClient(pool: UserPool): UserPool {
  if (!pool.clientId) throw new InvalidOptionError('options.clientId', 'is missing');
  return pool;
}

function tokensOf({
  accessToken,
  idToken,
  refreshToken,
  deviceKey,
}: Omit<PersonOptions, 'username'>): TokenData | undefined {
  if (accessToken && idToken) return { accessToken, idToken, refreshToken, deviceKey };
  if (accessToken || idToken || refreshToken || deviceKey)
    throw new InvalidOptionError(
      accessToken ? 'options.idToken' : 'options.accessToken',
      'is missing: a session is given as accessToken and idToken, with refreshToken and deviceKey where it has them',
    );
  return undefined;
}
