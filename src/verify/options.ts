import { httpUrl } from '../config/http-url.js';
import { type JsonWebKeySet, keyOptionEntries } from '../config/key-options.js';
import { replicaNames } from '../config/regions.js';
import { InvalidOptionError } from '../errors/invalid-option.js';
import {
  abortSignal,
  callable,
  check,
  milliseconds,
  nonEmpty,
  oneOrMore,
  seconds,
  strictOptions,
  wholeNumber,
} from '../internal/options.js';
import { custom, list, optional, refined } from '../internal/schemas.js';
import type { Clock } from '../internal/seams.js';
import type { TokenUse } from './claims.js';
import type { Fetch } from './fetch-keys.js';
import type { Requirements } from './requirements.js';
import type { Revocation } from './revocation.js';
import type { StandardSchema } from './standard-schema.js';

/** A user pool whose tokens are trusted, and which of them. */
export interface TrustedPool<Use extends TokenUse = TokenUse> {
  /** Such as `eu-west-1_AbCdEf123`. */
  readonly userPoolId: string;
  /** The app client, or clients, that the tokens must have been issued to; `null` means any client of the pool. */
  readonly clientId: string | readonly string[] | null;
  /** The kind of token; `null` means either. */
  readonly tokenUse: Use | null;
  /**
   * The resource, or resources, of which the access token must be bound to one (RFC 8707): the address of this API, as the
   * sign-in named it. With `tokenUse: 'access'` alone. Default: any, or none.
   */
  readonly audience?: string | readonly string[] | undefined;
  /** The user must be in one of these groups. */
  readonly groups?: string | readonly string[] | undefined;
  /** The token must carry one of these scopes. */
  readonly scopes?: string | readonly string[] | undefined;
  /** Where the pool lives, when not on AWS. It moves the issuer and the signing keys with it. */
  readonly endpoint?: string | undefined;
  /** The Regions that the pool is replicated to, whose tokens are trusted too; an address for one that is not on AWS. */
  readonly replicas?: readonly string[] | undefined;
  /** The `iss` of the pool's tokens, where neither the region nor the endpoint gives it. */
  readonly issuer?: string | undefined;
  /** Where the signing keys are published. Default: `{issuer}/.well-known/jwks.json`. */
  readonly jwksUri?: string | undefined;
  /** The signing keys themselves; nothing is fetched then. */
  readonly jwks?: JsonWebKeySet | undefined;
}

/** What holds for all pools of a verifier. */
export interface VerifierSettings<Own extends object = object> {
  /** By how many seconds the issuer's clock may differ from ours. Default 0. */
  readonly clockToleranceSeconds?: number | undefined;
  /** Milliseconds that fetching signing keys, or an answer of `revocation`, may take. Default 5,000. */
  readonly timeoutMs?: number | undefined;
  /** How many verified tokens are remembered, so that their signatures are not checked again. Default 1,000; 0 for none. */
  readonly cacheSize?: number | undefined;
  /** Asks whether a genuine token was revoked, which no token says of itself: {@link revokedInPool}, {@link revokedInList}. */
  readonly revocation?: Revocation | undefined;
  /** Checks the application's own claims and gives them their types: any Standard Schema, such as valibot's or zod's. */
  readonly claimsSchema?: StandardSchema<Own> | undefined;
  /** Fetches the signing keys. Default: the platform's `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Epoch milliseconds. For tests. */
  readonly clock?: Clock | undefined;
}

/** One pool, or several under `pools`, and the settings. */
export type TokenVerifierOptions<
  Use extends TokenUse = TokenUse,
  Own extends object = object,
> = VerifierSettings<Own> & (TrustedPool<Use> | { readonly pools: readonly TrustedPool<Use>[] });

/** How to find the pool of a tenant, and what holds for all of them. `cacheSize` counts for each, and is 20 by default. */
export interface TenantVerifierOptions<Use extends TokenUse = TokenUse, Own extends object = object>
  extends VerifierSettings<Own> {
  /**
   * The pool of a tenant, and which of its tokens are trusted; undefined when there is no such tenant. It is asked for the
   * issuer of a token, which is not verified then, or for the name that was given to `of`.
   */
  readonly poolOf: (tenant: string) => TrustedPool<Use> | undefined | Promise<TrustedPool<Use> | undefined>;
  /**
   * For how many seconds a pool that `poolOf` returned is used before it is asked again. Default 300. That there is none is
   * not remembered.
   */
  readonly cacheSeconds?: number | undefined;
  /** How many tenants are remembered, with their keys and tokens. Default 1,000. */
  readonly maxTenants?: number | undefined;
}

const isName = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isTokenUse = (value: unknown): boolean => value === 'access' || value === 'id';
const TOKEN_USE = 'must be access, id or null';

const groupEntries = { groups: optional(oneOrMore(nonEmpty)), scopes: optional(oneOrMore(nonEmpty)) };

const poolEntries = {
  userPoolId: nonEmpty,
  clientId: custom<TrustedPool['clientId']>(
    value =>
      value === null || isName(value) || (Array.isArray(value) && value.length > 0 && value.every(isName)),
    'must be a string, a list of strings, or null for any client',
  ),
  tokenUse: custom<TokenUse | null>(value => value === null || isTokenUse(value), TOKEN_USE),
  ...groupEntries,
  audience: optional(oneOrMore(nonEmpty)),
  endpoint: optional(httpUrl),
  replicas: replicaNames,
  issuer: optional(httpUrl),
  jwksUri: keyOptionEntries.jwksUri,
  jwks: keyOptionEntries.jwks,
};

/** {@link Revocation.cacheSeconds}. */
export const cacheSeconds = optional(seconds);

const settingEntries = {
  clockToleranceSeconds: keyOptionEntries.clockToleranceSeconds,
  timeoutMs: optional(milliseconds, 5_000),
  cacheSize: optional(wholeNumber(0, undefined, 'tokens')),
  revocation: optional(
    strictOptions({
      isRevoked: callable<Revocation['isRevoked']>(),
      cacheSeconds,
      tokenUse: optional(custom<'access'>(value => value === 'access', 'must be access')),
    }),
  ),
  claimsSchema: optional(
    custom<StandardSchema<object>>(
      value =>
        (typeof value === 'object' || typeof value === 'function') && value !== null && '~standard' in value,
      'must be a Standard Schema',
    ),
  ),
  fetch: optional(callable<Fetch>()),
  clock: optional(callable<Clock>()),
};

const onePool = strictOptions({ ...poolEntries, ...settingEntries });
const severalPools = strictOptions({
  pools: refined(
    list(strictOptions(poolEntries), 'must be a list'),
    pools => pools.length > 0,
    'must not be empty',
  ),
  ...settingEntries,
});

const tenantOptions = strictOptions({
  ...settingEntries,
  poolOf: callable<TenantVerifierOptions['poolOf']>(),
  cacheSeconds: optional(seconds, 300),
  maxTenants: optional(wholeNumber(1, undefined, 'tenants'), 1_000),
  cacheSize: optional(wholeNumber(0, undefined, 'tokens'), 20),
});

/** {@link TenantVerifierOptions}, checked, with the defaults. */
export type CheckedTenantOptions<Use extends TokenUse, Own extends object> = TenantVerifierOptions<Use, Own> &
  Record<'timeoutMs' | 'cacheSeconds' | 'maxTenants', number>;

/** @throws {InvalidOptionError} naming the option at fault. */
export const checkedTenantOptions = <Use extends TokenUse, Own extends object>(
  options: TenantVerifierOptions<Use, Own>,
) => check(tenantOptions, options, 'options') as CheckedTenantOptions<Use, Own>;

/** Options, checked, with their names as lists. */
type Checked<Options> = Omit<Options, 'audience' | 'groups' | 'scopes'> &
  Pick<Requirements, 'audience' | 'groups' | 'scopes'>;
export type CheckedPool = Checked<TrustedPool>;
export type CheckedVerifyOptions = Checked<VerifyOptions>;

/** {@link TokenVerifierOptions}, checked, with one pool or several in the same shape. */
export interface CheckedOptions extends VerifierSettings {
  readonly pools: readonly CheckedPool[];
  readonly timeoutMs: number;
}

/** @throws {InvalidOptionError} naming the option at fault. */
export function checkedOptions(options: unknown): CheckedOptions {
  if (typeof options === 'object' && options !== null && 'pools' in options) {
    const pools: unknown[] = Array.isArray(options.pools) ? options.pools : [];
    for (const [index, pool] of pools.entries()) assertExplicit(pool, `options.pools[${index}]`);
    return askable(check(severalPools, options, 'options'));
  }
  assertExplicit(options, 'options');
  const checked = check(onePool, options, 'options');
  return askable({ ...checked, pools: [checked] });
}

function askable(options: CheckedOptions): CheckedOptions {
  const use = options.revocation?.tokenUse;
  if (use && options.pools.some(({ tokenUse }) => tokenUse !== use))
    throw new InvalidOptionError(
      'options.revocation',
      `can be asked about ${use} tokens alone, and this verifier lets others in; set its tokenUse to ${use}`,
    );
  for (const { audience, tokenUse } of options.pools)
    if (audience && tokenUse !== 'access')
      throw new InvalidOptionError(
        'options.audience',
        'is said by access tokens alone; set tokenUse to access',
      );
  return options;
}

const EXPLICIT = {
  clientId: 'is missing; name the app client, or pass null to mean any client',
  tokenUse: 'is missing; choose access or id, or pass null to mean either',
} as const;

/** What widens trust has to be written down: leaving it out is not a choice. */
function assertExplicit(pool: unknown, what: string): void {
  if (typeof pool !== 'object' || pool === null) return;
  for (const [key, problem] of Object.entries(EXPLICIT))
    if ((pool as Record<string, unknown>)[key] === undefined)
      throw new InvalidOptionError(`${what}.${key}`, problem);
}

/** What one call of {@link TokenVerifier.verify} asks for on top of what the verifier asks for. */
export interface VerifyOptions<Use extends TokenUse = TokenUse> {
  /** Gives up waiting. */
  readonly signal?: AbortSignal | undefined;
  /** The access token that came with this id token, to check `at_hash` where the id token has one. */
  readonly accessToken?: string | undefined;
  /** The kind of token, where the verifier takes either. */
  readonly tokenUse?: Use | undefined;
  /** The user must be in one of these groups. */
  readonly groups?: string | readonly string[] | undefined;
  /** The token must carry one of these scopes. */
  readonly scopes?: string | readonly string[] | undefined;
}

const requirementEntries = {
  tokenUse: optional(custom<TokenUse>(isTokenUse, TOKEN_USE)),
  ...groupEntries,
};
const requirements = strictOptions(requirementEntries);
const verifyOptions = strictOptions({
  ...requirementEntries,
  signal: optional(abortSignal),
  accessToken: optional(nonEmpty),
});

/** @throws {InvalidOptionError} naming the option at fault. */
export const checkedRequirements = (options: unknown): CheckedVerifyOptions =>
  check(requirements, options, 'options');

/** @throws {InvalidOptionError} naming the option at fault. */
export const checkedVerifyOptions = (options: unknown): CheckedVerifyOptions =>
  check(verifyOptions, options, 'options');
