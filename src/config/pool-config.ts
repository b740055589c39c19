import * as v from 'valibot';
import { callable, check, nonEmpty, strictOptions } from '../internal/options.js';
import { type Clock, type RandomSource, systemClock, systemRandom } from '../internal/seams.js';
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

/** Which pool to talk to, as whom, and how. */
export interface PoolOptions {
  /** Such as `eu-west-1_AbCdEf123`. The region is read from it. */
  readonly userPoolId: string;
  /** The app client. */
  readonly clientId: string;
  /** The app client's secret, if it has one; two while it is being rotated, the newer first. */
  readonly clientSecret?: string | readonly [string, string] | undefined;
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

/** {@link PoolOptions}, checked and complete. */
export interface PoolConfig {
  readonly userPoolId: string;
  readonly region: string;
  /** The pool id's part after the underscore, which SRP hashes. */
  readonly poolName: string;
  readonly clientId: string;
  readonly clientSecrets: readonly string[];
  readonly endpoint: string | undefined;
  readonly issuer: string;
  readonly credentials: Credentials | undefined;
  readonly timeoutMs: number;
  readonly maxAttempts: number;
  readonly clock: Clock;
  readonly random: RandomSource;
}

const httpUrl = v.pipe(
  v.string('must be a URL'),
  v.check(
    text => URL.canParse(text) && /^https?:/.test(text),
    'must be an http or https URL such as http://127.0.0.1:9229',
  ),
  v.transform(text => text.replace(/\/+$/, '')),
);

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

/**
 * Checks the options once, so that nothing after has to.
 *
 * @throws {InvalidOptionError} naming the option at fault.
 */
export function poolConfig(options: PoolOptions): PoolConfig {
  const checked = check(poolOptions, options, 'options');
  const { userPoolId, clientId, clientSecret = [], endpoint, timeoutMs = 15_000, maxAttempts = 3 } = checked;
  const { region, poolName } = parseUserPoolId(userPoolId);
  const secrets = {
    clientSecrets: typeof clientSecret === 'string' ? [clientSecret] : clientSecret,
    credentials: checked.credentials,
  };
  const config = {
    ...secrets,
    userPoolId,
    region,
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
