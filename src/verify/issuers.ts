import { issuersOf, jwksUriOf, replicaIssuersOf } from '../config/issuer.js';
import { InvalidOptionError } from '../errors/invalid-option.js';
import { environmentVariable } from '../internal/environment.js';
import { keySetOf } from './key-set.js';
import { type Keys, StaticKeys } from './keys.js';
import type { CheckedPool } from './options.js';
import { RemoteKeys, type RemoteKeysOptions } from './remote-keys.js';
import type { Requirements } from './requirements.js';

/** Whose tokens are trusted: the keys to check them with and what to ask of them. */
export interface TrustedIssuer {
  readonly keys: Keys;
  readonly requirements: Requirements;
  /** Not the second form of an AWS issuer, nor a replica: their keys may be out of reach while all is well. */
  readonly usual: boolean;
}

/** The environment variable with a JSON Web Key Set, for places that cannot reach the pool. */
const JWKS_VARIABLE = 'COGNITO_JWKS';

type FetchSettings = Omit<RemoteKeysOptions, 'jwksUri'>;

/**
 * The issuers of `pools` by their `iss`.
 *
 * @throws {InvalidOptionError} when a pool is listed twice or its keys are not usable.
 */
export function trustedIssuers(
  pools: readonly CheckedPool[],
  settings: FetchSettings,
): ReadonlyMap<string, TrustedIssuer> {
  const issuers = new Map<string, TrustedIssuer>();
  const shared = keysOfEnvironment(pools);
  for (const pool of pools) {
    const [usual, ...others] = issuersOf(pool);
    if (issuers.has(usual))
      throw new InvalidOptionError(
        'userPoolId',
        `${pool.userPoolId} is listed twice; list its clients in one entry`,
      );
    const requirements = requirementsOf(pool);
    const given = givenKeys(pool) ?? (fetchesKeys(pool) ? shared : undefined);
    const trust = (issuer: string, jwksUri = jwksUriOf(issuer)): void => {
      const keys = given ?? new RemoteKeys({ ...settings, jwksUri });
      issuers.set(issuer, { keys, requirements, usual: issuer === usual });
    };
    for (const issuer of replicaIssuersOf(pool.userPoolId, pool.replicas ?? [])) trust(issuer);
    for (const issuer of [usual, ...others]) trust(issuer, pool.jwksUri);
  }
  return issuers;
}

const requirementsOf = ({ clientId, audience, tokenUse, groups, scopes }: CheckedPool): Requirements => ({
  clientId: typeof clientId === 'string' ? [clientId] : clientId,
  audience,
  tokenUse,
  groups,
  scopes,
});

function givenKeys({ jwks }: CheckedPool): Keys | undefined {
  return jwks && staticKeys('jwks', jwks);
}

const fetchesKeys = ({ jwks, jwksUri }: CheckedPool): boolean => jwks === undefined && jwksUri === undefined;

function keysOfEnvironment(pools: readonly CheckedPool[]): Keys | undefined {
  const json = environmentVariable(JWKS_VARIABLE);
  const served = pools.filter(fetchesKeys);
  if (!json || served.length === 0) return undefined;
  // With the keys of several pools in one heap, any of those pools could sign for any other.
  if (served.length > 1)
    throw new InvalidOptionError(
      JWKS_VARIABLE,
      'holds the keys of one pool; with several, give each its own jwks',
    );
  return staticKeys(JWKS_VARIABLE, parsed(json));
}

/**
 * For pools that are not known yet.
 *
 * @throws {InvalidOptionError} when the environment has keys, with which every pool could sign for every other.
 */
export function assertNoSharedKeys(): void {
  if (environmentVariable(JWKS_VARIABLE))
    throw new InvalidOptionError(
      JWKS_VARIABLE,
      'holds the keys of one pool, and tenants have pools of their own',
    );
}

function staticKeys(what: string, value: unknown): Keys {
  const keys = keySetOf(value);
  if (!keys)
    throw new InvalidOptionError(what, 'must be a JSON Web Key Set with an RS256 key of 2048 bits or more');
  return new StaticKeys(keys);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new InvalidOptionError(JWKS_VARIABLE, 'is not JSON');
  }
}
