import { issuersOf, replicaIssuersOf } from '../config/issuer.js';
import { InvalidTokenError, VerificationUnavailableError } from '../errors/token.js';
import { MissingAuthorizationError } from '../errors/unauthorized.js';
import { type Clock, monotonicClock } from '../internal/seams.js';
import { within } from '../internal/within.js';
import { decodeUnverified } from '../tokens/decode.js';
import type { TokenUse } from './claims.js';
import { keyIdOf } from './header.js';
import { assertNoSharedKeys } from './issuers.js';
import {
  checkedTenantOptions,
  type TenantVerifierOptions,
  type TrustedPool,
  type VerifierSettings,
} from './options.js';
import type { Principal } from './principal.js';
import { type Recalling, TokenVerifier } from './token-verifier.js';

/** A tenant as it was last looked up. */
interface Tenant<Use extends TokenUse, Own extends object> {
  readonly verifier: TokenVerifier<Use, Own>;
  /** What was answered: where that changed, so did the verifier. */
  readonly answer: string;
  /** Until when the answer counts, in milliseconds of a clock that only grows. */
  readonly until: number;
}

/** Whether a pool is that of the tenant who was asked for. */
type IsTheirs = (pool: TrustedPool) => boolean;

/**
 * Verifies the tokens of many pools, one for each tenant, that are found when they are needed: by the issuer in a token, or
 * by a name of the application's own. A guard takes it as its `verifier`.
 *
 * ```ts
 * import { TenantVerifier } from 'portcullis/verify';
 *
 * const pools = new Map([['https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123', 'eu-west-1_AbCdEf123']]);
 * const tenants = new TenantVerifier({
 *   poolOf: async issuer => {
 *     const userPoolId = pools.get(issuer);
 *     return userPoolId ? { userPoolId, clientId: null, tokenUse: 'access' as const } : undefined;
 *   },
 * });
 * const whoCalls = (token: string) => tenants.verify(token);
 * ```
 *
 * Nothing is fetched for an issuer that `poolOf` does not know. Calls that come meanwhile share a look-up. Each tenant has
 * keys and remembered tokens of its own; those of the tenants that were not asked for the longest time go first.
 */
export class TenantVerifier<Use extends TokenUse = TokenUse, Own extends object = object> {
  readonly #poolOf: TenantVerifierOptions<Use, Own>['poolOf'];
  readonly #settings: VerifierSettings<Own>;
  readonly #timeoutMs: number;
  readonly #cacheMs: number;
  readonly #maxTenants: number;
  readonly #elapsed: Clock;
  readonly #tenants = new Map<string, Tenant<Use, Own>>();
  readonly #lookUps = new Map<string, Promise<TokenVerifier<Use, Own>>>();

  /**
   * @param elapsed Milliseconds that only ever grow. For tests.
   * @throws {InvalidOptionError} naming the option at fault.
   */
  constructor(options: TenantVerifierOptions<Use, Own>, elapsed: Clock = monotonicClock) {
    const { poolOf, cacheSeconds, maxTenants, ...settings } = checkedTenantOptions(options);
    assertNoSharedKeys();
    this.#poolOf = poolOf;
    this.#settings = settings;
    this.#timeoutMs = settings.timeoutMs;
    this.#cacheMs = cacheSeconds * 1000;
    this.#maxTenants = maxTenants;
    this.#elapsed = elapsed;
  }

  /**
   * Verifies a token of the tenant whose issuer it names.
   *
   * @throws {InvalidTokenError} also when `poolOf` knows no such issuer.
   * @throws {VerificationUnavailableError} when `poolOf` fails, or does not answer within `timeoutMs`.
   * @throws otherwise as {@link TokenVerifier.verify}.
   */
  async verify(token: string): Promise<Principal<Use, Own>> {
    const issuer = readIssuer(token);
    // Another pool's issuer would fill the memory with tenants under names that anyone can make up.
    const isTheirs: IsTheirs = pool => issuersWithReplicas(pool).includes(issuer);
    const verifier = await this.#verifierOf('iss', issuer, isTheirs);
    return await verifier.verify(token);
  }

  /**
   * A verifier for the tokens of one tenant alone, such as the one whose host a request names.
   *
   * @param tenant What `poolOf` is asked for.
   */
  of(tenant: string): Recalling<Principal<Use, Own>> {
    return {
      verify: async token => {
        readIssuer(token);
        const verifier = await this.#verifierOf('tenant', tenant, () => true);
        return await verifier.verify(token);
      },
      recall: token => this.#known(`tenant ${tenant}`)?.recall(token),
    };
  }

  #known(key: string): TokenVerifier<Use, Own> | undefined {
    const tenant = this.#tenants.get(key);
    if (!tenant || tenant.until <= this.#elapsed()) return undefined;
    this.#keep(key, tenant);
    return tenant.verifier;
  }

  async #verifierOf(
    kind: 'iss' | 'tenant',
    name: string,
    isTheirs: IsTheirs,
  ): Promise<TokenVerifier<Use, Own>> {
    const key = `${kind} ${name}`;
    const known = this.#known(key);
    if (known) return known;
    const lookUp =
      this.#lookUps.get(key) ??
      this.#lookUp(key, name, isTheirs).finally(() => {
        this.#lookUps.delete(key);
      });
    this.#lookUps.set(key, lookUp);
    return await lookUp;
  }

  async #lookUp(key: string, name: string, isTheirs: IsTheirs): Promise<TokenVerifier<Use, Own>> {
    const until = this.#elapsed() + this.#cacheMs;
    const pool = await this.#pool(name);
    if (!pool || !isTheirs(pool)) {
      this.#tenants.delete(key);
      throw new InvalidTokenError('no pool is known for the tenant of the token');
    }
    const answer = JSON.stringify(pool);
    const before = this.#tenants.get(key);
    const verifier =
      before?.answer === answer
        ? before.verifier
        : new TokenVerifier<Use, Own>({ ...this.#settings, pools: [pool] });
    this.#keep(key, { verifier, answer, until });
    return verifier;
  }

  async #pool(name: string): Promise<TrustedPool<Use> | undefined> {
    const late = () => new Error(`poolOf did not answer within ${this.#timeoutMs} ms`);
    try {
      return await within(this.#timeoutMs, async () => this.#poolOf(name), late);
    } catch (error) {
      throw new VerificationUnavailableError(error);
    }
  }

  /** As the one that was asked for last. */
  #keep(key: string, tenant: Tenant<Use, Own>): void {
    this.#tenants.delete(key);
    this.#tenants.set(key, tenant);
    if (this.#tenants.size <= this.#maxTenants) return;
    const [oldest] = this.#tenants.keys();
    this.#tenants.delete(oldest as string);
  }
}

/**
 * The issuer that a token names, unverified. What could not be one of Cognito's tokens costs no look-up.
 *
 * @throws {MissingAuthorizationError | InvalidTokenError}
 */
function readIssuer(token: string): string {
  if (!token) throw new MissingAuthorizationError('no token was presented');
  const { header, payload } = decodeUnverified(token);
  keyIdOf(header);
  if (typeof payload.iss === 'string') return payload.iss;
  throw new InvalidTokenError('the token names no issuer');
}

const issuersWithReplicas = (pool: TrustedPool): readonly string[] => [
  ...issuersOf(pool),
  ...replicaIssuersOf(pool.userPoolId, pool.replicas ?? []),
];
