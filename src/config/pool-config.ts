import type { Agent } from 'node:http';
import * as v from 'valibot';
import {
  callable,
  check,
  flag,
  milliseconds,
  nonEmpty,
  strictOptions,
  wholeNumber,
  withMethods,
} from '../internal/options.js';
import { type Clock, type RandomSource, systemClock, systemRandom } from '../internal/seams.js';
import { endpointOfEnvironment, httpUrl } from './http-url.js';
import { issuerOf } from './issuer.js';
import { type JsonWebKeySet, keyOptionEntries } from './key-options.js';
import { regionalEndpoint } from './partitions.js';
import { parseUserPoolId } from './user-pool-id.js';

/** What is used of a `CognitoIdentityProviderClient` of the AWS SDK. */
export interface SdkClient {
  send(command: never, options?: never): Promise<unknown>;
}

/** AWS credentials, or a function that fetches them. Only operations of administrators need them. */
export type Credentials =
  | Readonly<{ accessKeyId: string; secretAccessKey: string; sessionToken?: string }>
  | (() => Promise<{
      accessKeyId: string;
      secretAccessKey: string;
      sessionToken?: string;
      expiration?: Date;
    }>);

/** Which pool to talk to, as which app client, and how. */
export interface PoolOptions {
  /** Such as `eu-west-1_AbCdEf123`. */
  readonly userPoolId: string;
  /**
   * The app client. Administrators need none, but where a call is about one; `null` means any client of the pool, for
   * verifying tokens.
   */
  readonly clientId?: string | null | undefined;
  /** The app client's secret, if it has one; two while it is being rotated, the newer first. */
  readonly clientSecret?: string | readonly [string, string] | undefined;
  /** The AWS region to call. Default: the one that the user pool id begins with. */
  readonly region?: string | undefined;
  /** Where Cognito's API answers, such as a local pool's endpoint. It also moves the issuer and the signing keys. */
  readonly endpoint?: string | undefined;
  /** The `iss` of the pool's tokens, where neither the region nor the endpoint gives it. */
  readonly issuer?: string | undefined;
  /** Where the signing keys are published. Default: `{issuer}/.well-known/jwks.json`. */
  readonly jwksUri?: string | undefined;
  /** The signing keys themselves; nothing is fetched then. */
  readonly jwks?: JsonWebKeySet | undefined;
  /** By how many seconds the issuer's clock may differ from ours when tokens are verified. Default 0. */
  readonly clockToleranceSeconds?: number | undefined;
  /** Calls the region's FIPS endpoint. Default false. */
  readonly useFipsEndpoint?: boolean | undefined;
  /** Calls the region's endpoint that also answers over IPv6. Default false. */
  readonly useDualstackEndpoint?: boolean | undefined;
  /**
   * Carries every request: an agent of `node:http` or `node:https`, such as one with a certificate authority of your
   * own. Default: one that goes through `HTTPS_PROXY` or `HTTP_PROXY` where the environment names one, but for what
   * `NO_PROXY` lists.
   */
  readonly agent?: Agent | undefined;
  /** Carries requests in place of `node:http`, but for those that need AWS credentials. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** A `CognitoIdentityProviderClient` of your own for operations that need AWS credentials. You close it. */
  readonly sdkClient?: SdkClient | undefined;
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

/** What calls without AWS credentials need to know of a pool. */
export interface ApiConfig extends Pick<PoolOptions, 'clientId'> {
  readonly userPoolId: string;
  /** Where Cognito's API answers. */
  readonly address: string;
  /** The pool id's part after the underscore, which SRP hashes. */
  readonly poolName: string;
  readonly timeoutMs: number;
  readonly maxAttempts: number;
  readonly clock: Clock;
  readonly random: RandomSource;
}

/** {@link PoolOptions}, checked and complete. */
export interface PoolConfig
  extends ApiConfig,
    Pick<PoolOptions, 'endpoint' | 'jwksUri' | 'jwks' | 'credentials' | 'agent' | 'fetch' | 'sdkClient'> {
  readonly region: string;
  readonly clientSecrets: readonly string[];
  readonly issuer: string;
  readonly clockToleranceSeconds: number;
}

/** AWS's providers add members of their own, such as `expiration`. */
const staticCredentials = v.looseObject({
  accessKeyId: nonEmpty,
  secretAccessKey: nonEmpty,
  sessionToken: v.optional(nonEmpty),
});

/** The schema's entries, for rooms whose options include a pool's. */
export const poolOptionEntries = {
  userPoolId: nonEmpty,
  region: v.optional(nonEmpty),
  clientId: v.nullish(nonEmpty),
  clientSecret: v.optional(
    v.union(
      [nonEmpty, v.tuple([nonEmpty, nonEmpty])],
      'must be a string, or two while a secret is being rotated',
    ),
  ),
  endpoint: v.optional(httpUrl),
  issuer: v.optional(httpUrl),
  ...keyOptionEntries,
  useFipsEndpoint: v.optional(flag, false),
  useDualstackEndpoint: v.optional(flag, false),
  agent: v.optional(withMethods<Agent>('an Agent of node:http or node:https', 'destroy')),
  fetch: v.optional(callable<typeof globalThis.fetch>()),
  sdkClient: v.optional(withMethods<SdkClient>('a CognitoIdentityProviderClient', 'send')),
  credentials: v.optional(
    v.union(
      [callable<Extract<Credentials, () => unknown>>(), staticCredentials],
      'must be AWS credentials, with accessKeyId and secretAccessKey, or a function that returns them',
    ),
  ),
  timeoutMs: v.optional(milliseconds, 15_000),
  maxAttempts: v.optional(wholeNumber(1, undefined, 'attempts'), 3),
  clock: v.optional(callable<Clock>(), () => systemClock),
  random: v.optional(callable<RandomSource>(), () => systemRandom),
};

const poolOptions = strictOptions(poolOptionEntries);

/**
 * Checks the options once, so that nothing after has to.
 *
 * @throws {InvalidOptionError} naming the option at fault.
 */
export function poolConfig(options: PoolOptions): PoolConfig {
  const { clientSecret = [], credentials, ...checked } = check(poolOptions, options, 'options');
  const { region: home, poolName } = parseUserPoolId(checked.userPoolId);
  const region = checked.region ?? home;
  const endpoint = checked.endpoint ?? endpointOfEnvironment(process.env);
  const secrets = {
    clientSecrets: typeof clientSecret === 'string' ? [clientSecret] : clientSecret,
    credentials: credentials as Credentials | undefined,
  };
  const config = {
    ...secrets,
    ...checked,
    region,
    endpoint,
    address: endpoint ?? regionalEndpoint({ ...checked, region }),
    poolName,
    issuer: issuerOf({ ...checked, endpoint }),
  };
  // Logging a configuration must not log what is secret in it.
  for (const name of Object.keys(secrets)) Object.defineProperty(config, name, { enumerable: false });
  return Object.freeze(config);
}
