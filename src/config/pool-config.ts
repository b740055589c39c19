import type { Agent } from 'node:http';
import * as v from 'valibot';
import { callable, check, nonEmpty, strictOptions, withMethods } from '../internal/options.js';
import { optional } from '../internal/schemas.js';
import { type ApiConfig, type ApiOptions, apiOptionEntries, placeOf } from './api-config.js';
import { endpointOfEnvironment, httpUrl } from './http-url.js';
import { issuersOf, replicaIssuersOf } from './issuer.js';
import { type JsonWebKeySet, keyOptionEntries } from './key-options.js';
import { HOME } from './partitions.js';
import { type PoolRegions, poolRegion, replicaNames } from './regions.js';
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
export interface PoolOptions extends ApiOptions {
  /**
   * The app client. Administrators need none, but where a call is about one; `null` means any client of the pool, for
   * verifying tokens.
   */
  readonly clientId?: string | null | undefined;
  /** The app client's secret, if it has one; two while it is being rotated, the newer first. */
  readonly clientSecret?: string | readonly [string, string] | undefined;
  /**
   * The Regions that the pool is replicated to, such as `['us-west-2']`; an address for a replica that is not on AWS.
   * While the Region above fails, a person's calls go to them in this order. Their tokens are trusted.
   */
  readonly replicas?: readonly string[] | undefined;
  /** The `iss` of the pool's tokens, where neither the region nor the endpoint gives it. */
  readonly issuer?: string | undefined;
  /** Where the signing keys are published. Default: `{issuer}/.well-known/jwks.json`. */
  readonly jwksUri?: string | undefined;
  /** The signing keys themselves; nothing is fetched then. */
  readonly jwks?: JsonWebKeySet | undefined;
  /** By how many seconds the issuer's clock may differ from ours when tokens are verified. Default 0. */
  readonly clockToleranceSeconds?: number | undefined;
  /**
   * Carries every request: an agent of `node:http` or `node:https`, such as one with a certificate authority of your
   * own. Default: one that goes through `HTTPS_PROXY` or `HTTP_PROXY` where the environment names one, but for what
   * `NO_PROXY` lists.
   */
  readonly agent?: Agent | undefined;
  /** A `CognitoIdentityProviderClient` of your own for operations that need AWS credentials. You close it. */
  readonly sdkClient?: SdkClient | undefined;
  /** AWS credentials for the operations that need them. Default: the AWS SDK's own provider chain. */
  readonly credentials?: Credentials | undefined;
}

/** {@link PoolOptions}, checked and complete. */
export interface PoolConfig
  extends ApiConfig,
    Pick<PoolOptions, 'endpoint' | 'issuer' | 'jwksUri' | 'jwks' | 'agent' | 'fetch' | 'sdkClient'> {
  /** Where the pool answers, in the order to try: {@link ApiConfig.address} first. */
  readonly regions: PoolRegions;
  /** The Regions, and addresses elsewhere, that issue tokens besides the Region that the pool's id names. */
  readonly replicas: readonly string[];
  /** Every `iss` that its tokens may carry. */
  readonly issuers: readonly string[];
  /** A function, so that nothing which shows the configuration shows them. */
  readonly clientSecrets: () => readonly string[];
  /** The same for AWS credentials. Undefined where the AWS SDK is to find them. */
  readonly credentials: (() => Credentials) | undefined;
  readonly clockToleranceSeconds: number;
}

/** AWS's providers add members of their own, such as `expiration`. */
const staticCredentials = v.looseObject({
  accessKeyId: nonEmpty,
  secretAccessKey: nonEmpty,
  sessionToken: optional(nonEmpty),
});

/** The schema's entries, for rooms whose options include a pool's. */
export const poolOptionEntries = {
  ...apiOptionEntries,
  clientId: v.nullish(nonEmpty),
  clientSecret: optional(
    v.union(
      [nonEmpty, v.tuple([nonEmpty, nonEmpty])],
      'must be a string, or two while a secret is being rotated',
    ),
  ),
  replicas: replicaNames,
  issuer: optional(httpUrl),
  ...keyOptionEntries,
  agent: optional(withMethods<Agent>('an Agent of node:http or node:https', 'destroy')),
  sdkClient: optional(withMethods<SdkClient>('a CognitoIdentityProviderClient', 'send')),
  credentials: optional(
    v.union(
      [callable<Extract<Credentials, () => unknown>>(), staticCredentials],
      'must be AWS credentials, with accessKeyId and secretAccessKey, or a function that returns them',
    ),
  ),
};

const poolOptions = strictOptions(poolOptionEntries);

/**
 * Checks the options once, so that nothing after has to.
 *
 * @throws {InvalidOptionError} naming the option at fault.
 */
export function poolConfig(options: PoolOptions): PoolConfig {
  const { clientSecret = [], credentials, ...checked } = check(poolOptions, options, 'options');
  const endpoint = checked.endpoint ?? endpointOfEnvironment(process.env);
  // The environment's endpoint moves all calls: none may go past it to AWS.
  const others = endpoint === checked.endpoint ? checked.replicas : [];
  // A pool that is called in another Region than its id names is called at a replica.
  const place = placeOf({ ...checked, endpoint });
  const isElsewhere = !endpoint && place.region !== parseUserPoolId(checked.userPoolId).region;
  const replicas = isElsewhere ? [place.region, ...others] : others;
  const config: PoolConfig = {
    ...checked,
    clientSecrets: () => (typeof clientSecret === 'string' ? [clientSecret] : clientSecret),
    credentials: credentials && (() => credentials as Credentials),
    endpoint,
    ...place,
    regions: [{ name: HOME, address: place.address }, ...others.map(name => poolRegion(name, checked))],
    replicas,
    issuers: [...issuersOf({ ...checked, endpoint }), ...replicaIssuersOf(checked.userPoolId, replicas)],
  };
  return Object.freeze(config);
}
