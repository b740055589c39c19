import { InvalidTokenError } from '../errors/token.js';
import { MissingAuthorizationError } from '../errors/unauthorized.js';
import { unlessAborted } from '../internal/abort.js';
import { type Clock, monotonicClock, systemClock } from '../internal/seams.js';
import { assertReasonable, decodeUnverified, type JsonObject } from '../tokens/decode.js';
import { assertIssuedWith } from './at-hash.js';
import type { TokenUse } from './claims.js';
import { withOwnClaims } from './claims-schema.js';
import { keyIdOf } from './header.js';
import { type TrustedIssuer, trustedIssuers } from './issuers.js';
import {
  type CheckedOptions,
  type CheckedVerifyOptions,
  checkedOptions,
  checkedRequirements,
  checkedVerifyOptions,
  type TokenVerifierOptions,
  type VerifyOptions,
} from './options.js';
import { type Principal, principalOf } from './principal.js';
import { assertMeets } from './requirements.js';
import { assertNotRevoked } from './revocation.js';
import { assertInForce } from './times.js';
import { type VerifiedToken, VerifiedTokens } from './verified-tokens.js';

/** A narrower form of a verifier. */
export interface Recalling<Who> {
  verify(token: string): Promise<Who>;
  recall(token: string): Who | undefined;
}

const DEFAULT_CACHE_SIZE = 1_000;
const NOTHING_MORE: CheckedVerifyOptions = {};

/**
 * Verifies Cognito's tokens and returns the user of each.
 *
 * ```ts
 * import { extractToken, TokenVerifier } from 'portcullis/verify';
 *
 * const verifier = new TokenVerifier({ userPoolId: 'eu-west-1_AbCdEf123', clientId: 'app', tokenUse: 'access' });
 * const whoCalls = async (headers: Headers) => verifier.verify(extractToken(headers.get('authorization')));
 * ```
 *
 * Signing keys are fetched when first needed, or by {@link TokenVerifier.preload}. Keep one verifier: it remembers keys
 * and tokens. `Use` and `Own` follow from the options; name them to type claims that no schema checks.
 */
export class TokenVerifier<Use extends TokenUse = TokenUse, Own extends object = object> {
  readonly #settings: CheckedOptions;
  readonly #clock: Clock;
  readonly #elapsed: Clock;
  readonly #toleranceMs: number;
  readonly #issuers: ReadonlyMap<string, TrustedIssuer>;
  #remembered: VerifiedTokens;

  /**
   * @param elapsed Milliseconds that only ever grow. For tests.
   * @throws {InvalidOptionError} naming the option at fault.
   */
  constructor(options: TokenVerifierOptions<Use, Own>, elapsed: Clock = monotonicClock) {
    const settings = checkedOptions(options);
    const { pools, clock = systemClock, cacheSize = DEFAULT_CACHE_SIZE } = settings;
    this.#settings = settings;
    this.#clock = clock;
    this.#elapsed = elapsed;
    this.#toleranceMs = (settings.clockToleranceSeconds ?? 0) * 1000;
    this.#remembered = new VerifiedTokens(cacheSize);
    // A new store, not an emptied one: a verification that began under the old keys must not remember its token here.
    const onChange = () => {
      this.#remembered = new VerifiedTokens(cacheSize);
    };
    const { timeoutMs, fetch = globalThis.fetch } = settings;
    this.#issuers = trustedIssuers(pools, { timeoutMs, fetch, elapsed, onChange });
  }

  /**
   * Verifies an access or id token: its form, issuer, signature, times, app client, kind, groups and scopes.
   *
   * @param token The token alone; {@link extractToken} takes it out of a header.
   * @throws {MissingAuthorizationError} when it is empty.
   * @throws {TokenExpiredError} when its time is over.
   * @throws {InvalidTokenError} when it is malformed, badly signed, revoked, or made for another app client.
   * @throws {UnauthorizedGroupError} when the user is in none of the required groups.
   * @throws {UnauthorizedScopeError} when it carries none of the required scopes.
   * @throws {KeysUnavailableError} when the signing keys are unavailable.
   */
  verify<Only extends Use = Use>(
    token: string,
    options?: VerifyOptions<Only>,
  ): Promise<Principal<Only, Own>> {
    // Not async: another promise for each token would cost a tenth of its verification.
    const verified =
      options === undefined ? this.#verify(token, NOTHING_MORE) : this.#verifyAsked(token, options);
    return verified as Promise<Principal<Only, Own>>;
  }

  /**
   * A verifier that requires more than this one, such as one kind of token, with its keys and its memory.
   *
   * ```ts
   * import { TokenVerifier } from 'portcullis/verify';
   *
   * const verifier = new TokenVerifier({ userPoolId: 'eu-west-1_AbCdEf123', clientId: 'app', tokenUse: null });
   * const accessTokens = verifier.requiring({ tokenUse: 'access', groups: ['admins'] });
   * const whoCalls = async (token: string) => accessTokens.verify(token);
   * ```
   *
   * @throws {InvalidOptionError} naming the option at fault.
   */
  requiring<Only extends Use = Use>(
    requirements: Pick<VerifyOptions<Only>, 'tokenUse' | 'groups' | 'scopes'>,
  ): Recalling<Principal<Only, Own>> {
    const asked = checkedRequirements(requirements);
    return {
      verify: token => this.#verify(token, asked) as Promise<Principal<Only, Own>>,
      recall: token => this.#recall(token, asked) as Principal<Only, Own> | undefined,
    };
  }

  /**
   * The user of a token that was verified before, at once; undefined for any other token, where a `revocation` has to be
   * asked, and where the runtime cannot hash at once. For guards.
   *
   * @throws as {@link TokenVerifier.verify} rejects.
   */
  recall(token: string): Principal<Use, Own> | undefined {
    return this.#recall(token, NOTHING_MORE) as Principal<Use, Own> | undefined;
  }

  #recall(token: string, asked: CheckedVerifyOptions): Principal | undefined {
    if (this.#settings.revocation) return undefined;
    const name = this.#remembered.nameOf(token);
    const verified = typeof name === 'string' ? this.#recalled(name, token) : undefined;
    if (!verified) return undefined;
    this.#assertHolds(verified, asked);
    return verified.principal;
  }

  /** What is checked each time, however well a token is known. */
  #assertHolds({ genuine, requirements }: VerifiedToken, asked: CheckedVerifyOptions): void {
    assertInForce(genuine, this.#clock(), this.#toleranceMs);
    assertMeets(genuine, requirements);
    if (asked !== NOTHING_MORE) assertMeets(genuine, asked);
  }

  async #verifyAsked(token: string, options: VerifyOptions): Promise<Principal> {
    return await this.#verify(token, checkedVerifyOptions(options));
  }

  async #verify(token: string, asked: CheckedVerifyOptions): Promise<Principal> {
    asked.signal?.throwIfAborted();
    if (!token) throw new MissingAuthorizationError('no token was presented');
    assertReasonable(token);
    const named = this.#remembered.nameOf(token);
    // A promise is waited for only where there is one: to wait for nothing costs a tenth of a verification, too.
    const name = typeof named === 'string' ? named : await named;
    const verified =
      this.#recalled(name, token) ?? (await unlessAborted(this.#authenticated(token, name), asked.signal));
    this.#assertHolds(verified, asked);
    if (asked.accessToken !== undefined) await assertIssuedWith(verified.genuine, asked.accessToken);
    const { revocation, timeoutMs } = this.#settings;
    if (revocation) {
      const limits = { now: this.#elapsed(), timeoutMs };
      await unlessAborted(assertNotRevoked(verified, token, revocation, limits), asked.signal);
    }
    return verified.principal;
  }

  /**
   * Fetches the signing keys of every pool, so that the first request does not wait for them.
   *
   * @throws {KeysUnavailableError} naming the first address that did not give any.
   */
  async preload(): Promise<void> {
    const usual = [...this.#issuers.values()].filter(issuer => issuer.usual);
    await Promise.all(usual.map(({ keys }) => keys.preload()));
  }

  /** The token, if its signature was checked before and nothing has happened to its keys. */
  #recalled(name: string, token: string): VerifiedToken | undefined {
    const verified = this.#remembered.get(name, token);
    return verified?.keys.current() ? verified : undefined;
  }

  async #authenticated(token: string, name: string): Promise<VerifiedToken> {
    const decoded = decodeUnverified(token);
    const kid = keyIdOf(decoded.header);
    const { keys, requirements } = this.#issuerOf(decoded.payload);
    const found = keys.find(kid);
    const key = found instanceof Promise ? await found : found;
    const signed = key.hasSigned(decoded);
    if (!(signed instanceof Promise ? await signed : signed))
      throw new InvalidTokenError("the token's signature does not hold");
    const remembered = this.#remembered;
    const genuine = principalOf(decoded.payload);
    const { claimsSchema } = this.#settings;
    const principal = claimsSchema ? await withOwnClaims(genuine, claimsSchema) : genuine;
    return remembered.keep(name, token, { genuine, principal, keys, requirements, revocation: undefined });
  }

  /** The token's own word for who issued it only chooses the keys, and those decide. */
  #issuerOf({ iss }: JsonObject): TrustedIssuer {
    const issuer = typeof iss === 'string' ? this.#issuers.get(iss) : undefined;
    if (issuer) return issuer;
    const expected = [...this.#issuers.keys()];
    throw new InvalidTokenError('the token comes from another issuer', {
      mismatch: { claim: 'iss', expected, actual: iss },
      advice: `Tokens of ${expected.join(' or ')} are trusted here. If the pool issues under another address, set issuer to it.`,
    });
  }
}
