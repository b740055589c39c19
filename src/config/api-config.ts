import { callable, flag, milliseconds, nonEmpty, wholeNumber } from '../internal/options.js';
import { optional } from '../internal/schemas.js';
import { type Clock, type RandomSource, systemClock, systemRandom } from '../internal/seams.js';
import { regionalEndpoint } from './endpoint.js';
import { httpUrl } from './http-url.js';
import { parseUserPoolId } from './user-pool-id.js';

/** Which pool to call, and how, on any runtime. */
export interface ApiOptions {
  /** Such as `eu-west-1_AbCdEf123`. */
  readonly userPoolId: string;
  /** The AWS region to call. Default: the one that the user pool id begins with. */
  readonly region?: string | undefined;
  /** Where Cognito's API answers, such as a local pool's endpoint. It also moves the issuer and the signing keys. */
  readonly endpoint?: string | undefined;
  /** Calls the region's FIPS endpoint. Default false. */
  readonly useFipsEndpoint?: boolean | undefined;
  /** Calls the region's endpoint that also answers over IPv6. Default false. */
  readonly useDualstackEndpoint?: boolean | undefined;
  /**
   * Carries requests, but for those that need AWS credentials. Default: `node:http`; in `portcullis/web` the runtime's own
   * `fetch`.
   */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Milliseconds that one call may take, with all that it waits for; a handler's time is left out. Default 15,000. */
  readonly timeoutMs?: number | undefined;
  /** How often one call is sent at the most. Default 3, with back-off and jitter between. */
  readonly maxAttempts?: number | undefined;
  /** Epoch milliseconds. For tests. */
  readonly clock?: Clock | undefined;
  /** For tests. */
  readonly random?: RandomSource | undefined;
}

/** What calls without AWS credentials need to know of a pool. */
export interface ApiConfig {
  readonly userPoolId: string;
  readonly clientId?: string | null | undefined;
  readonly region: string;
  /** Where Cognito's API answers. */
  readonly address: string;
  /** The pool id's part after the underscore, which SRP hashes. */
  readonly poolName: string;
  readonly timeoutMs: number;
  readonly maxAttempts: number;
  readonly clock: Clock;
  readonly random: RandomSource;
}

/** The schema's entries of {@link ApiOptions}. */
export const apiOptionEntries = {
  userPoolId: nonEmpty,
  region: optional(nonEmpty),
  endpoint: optional(httpUrl),
  useFipsEndpoint: optional(flag, false),
  useDualstackEndpoint: optional(flag, false),
  fetch: optional(callable<typeof globalThis.fetch>()),
  timeoutMs: optional(milliseconds, 15_000),
  maxAttempts: optional(wholeNumber(1, undefined, 'attempts'), 3),
  clock: optional(callable<Clock>(), () => systemClock),
  random: optional(callable<RandomSource>(), () => systemRandom),
};

/**
 * Which pool checked options mean, and where it is called.
 *
 * @throws {InvalidOptionError} when the user pool id is malformed.
 */
export function placeOf(options: {
  readonly userPoolId: string;
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly useFipsEndpoint: boolean;
  readonly useDualstackEndpoint: boolean;
}): Pick<ApiConfig, 'region' | 'poolName' | 'address'> {
  const { region: home, poolName } = parseUserPoolId(options.userPoolId);
  const region = options.region ?? home;
  return { region, poolName, address: options.endpoint ?? regionalEndpoint({ ...options, region }) };
}
