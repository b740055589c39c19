import * as v from 'valibot';
import { callable, check, nonEmpty, strictOptions } from '../internal/options.js';
import { type Clock, type RandomSource, systemClock, systemRandom } from '../internal/seams.js';
import { httpUrl } from './http-url.js';
import { issuerOf } from './issuer.js';
import { parseUserPoolId } from './user-pool-id.js';

/** AWS credentials, or a function that fetches them. Only operations of administrators need them. */
export type Credentials =
  | Readonly<{ accessKeyId: string; secretAccessKey: string; sessionToken?: string }>
  | (() => Promise<{
      accessKeyId: string;
      secretAccessKey: string;
      sessionToken?: string;
      expiration?: Date;
    }>);

/** Which pool to talk to, and how. */
interface ConnectionOptions {
  /** Such as `eu-west-1_AbCdEf123`. */
  readonly userPoolId: string;
  /** The AWS region to call. Default: the one that the user pool id begins with. */
  readonly region?: string | undefined;
  /** Where Cognito's API answers, such as a local pool's endpoint. It also moves the issuer and the signing keys. */
  readonly endpoint?: string | undefined;
  /** The `iss` of the pool's tokens, where neither the region nor the endpoint gives it. */
  readonly issuer?: string | undefined;
  /** AWS credentials for the operations that need them. Default: the AWS SDK's own provider chain. */
  readonly credentials?: Credentials | undefined;
  /** Milliseconds that one call may take, its retries included. Default 15,000. */
  readonly timeoutMs?: number | undefined;
  /** How often one call is sent at the most. Default 3, with back-off and jitter between. */
  readonly maxAttempts?: number | undefined;
  /** Epoch milliseconds. For tests. */
  readonly clock?: Clock | undefined;
  /** For tests. */
  readonly random?: RandomSource | undefined;
}

/** An app client's secret; two while it is being rotated, the newer first. */
type ClientSecret = string | readonly [string, string];

/** Which pool to talk to, as which app client, and how. */
export interface PoolOptions extends ConnectionOptions {
  /** The app client. */
  readonly clientId: string;
  /** The app client's secret, if it has one; two while it is being rotated, the newer first. */
  readonly clientSecret?: ClientSecret | undefined;
}

/** Which pool to administer, and how. */
export interface ManagerOptions extends ConnectionOptions {
  /**
   * The app client, where a call is about one: verifying its tokens, describing it. For verifying, `null` means any
   * client of the pool.
   */
  readonly clientId?: string | null | undefined;
  /** Its secret, for `PoolInfo.validateConfig` to compare. */
  readonly clientSecret?: ClientSecret | undefined;
}

/** {@link ManagerOptions}, checked and complete. */
export interface ManagerConfig {
  readonly userPoolId: string;
  readonly region: string;
  /** The pool id's part after the underscore, which SRP hashes. */
  readonly poolName: string;
  readonly clientId: string | null | undefined;
  readonly clientSecrets: readonly string[];
  readonly endpoint: string | undefined;
  readonly issuer: string;
  readonly credentials: Credentials | undefined;
  readonly timeoutMs: number;
  readonly maxAttempts: number;
  readonly clock: Clock;
  readonly random: RandomSource;
}

/** {@link PoolOptions}, checked and complete. */
export interface PoolConfig extends ManagerConfig {
  readonly clientId: string;
}

const whole = (least: number, unit: string) =>
  v.pipe(
    v.number(`must be a whole number of ${unit}`),
    v.check(
      n => Number.isSafeInteger(n) && n >= least,
      `must be a whole number of ${unit}, at least ${least}`,
    ),
  );

/** The schema's entries, for rooms whose options include a pool's. */
export const poolOptionEntries = {
  userPoolId: nonEmpty,
  region: v.optional(nonEmpty),
  clientId: nonEmpty,
  clientSecret: v.optional(
    v.union(
      [nonEmpty, v.tuple([nonEmpty, nonEmpty])],
      'must be a string, or two while a secret is being rotated',
    ),
  ),
  endpoint: v.optional(httpUrl),
  issuer: v.optional(httpUrl),
  credentials: v.optional(
    v.custom<Credentials>(
      value => typeof value === 'function' || (typeof value === 'object' && value !== null),
      'must be AWS credentials or a function that returns them',
    ),
  ),
  timeoutMs: v.optional(whole(1, 'milliseconds')),
  maxAttempts: v.optional(whole(1, 'attempts')),
  clock: v.optional(callable<Clock>()),
  random: v.optional(callable<RandomSource>()),
};

const poolOptions = strictOptions(poolOptionEntries);
const managerOptions = strictOptions({ ...poolOptionEntries, clientId: v.nullish(nonEmpty) });

/**
 * Checks the options once, so that nothing after has to.
 *
 * @throws {InvalidOptionError} naming the option at fault.
 */
export function poolConfig(options: PoolOptions): PoolConfig {
  const checked = check(poolOptions, options, 'options');
  return complete(checked, checked.clientId);
}

/** The same for administrators, who need no app client. @throws {InvalidOptionError} */
export function managerConfig(options: ManagerOptions): ManagerConfig {
  const checked = check(managerOptions, options, 'options');
  return complete(checked, checked.clientId);
}

type Checked = Omit<v.InferOutput<typeof managerOptions>, 'clientId'>;

function complete<ClientId extends ManagerConfig['clientId']>(
  checked: Checked,
  clientId: ClientId,
): ManagerConfig & { readonly clientId: ClientId } {
  const { userPoolId, clientSecret = [], endpoint, timeoutMs = 15_000, maxAttempts = 3 } = checked;
  const { region, poolName } = parseUserPoolId(userPoolId);
  const secrets = {
    clientSecrets: typeof clientSecret === 'string' ? [clientSecret] : clientSecret,
    credentials: checked.credentials,
  };
  const config = {
    ...secrets,
    userPoolId,
    region: checked.region ?? region,
    poolName,
    clientId,
    endpoint,
    issuer: issuerOf(checked),
    timeoutMs,
    maxAttempts,
    clock: checked.clock ?? systemClock,
    random: checked.random ?? systemRandom,
  };
  // Logging a configuration must not log what is secret in it.
  for (const name of Object.keys(secrets)) Object.defineProperty(config, name, { enumerable: false });
  return Object.freeze(config);
}
