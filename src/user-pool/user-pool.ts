import type { CallOptions } from '../api/call-options.js';
import { CognitoApi } from '../api/cognito-api.js';
import { poolConfig } from '../config/pool-config.js';
import { InvalidOptionError } from '../errors/invalid-option.js';
import { InvalidTokenError } from '../errors/token.js';
import { GroupManager } from '../groups/group-manager.js';
import { INSPECT } from '../internal/inspect.js';
import { node } from '../internal/node.js';
import type { DeviceOptions } from '../person/options.js';
import type { PersonPool } from '../person/pool.js';
import { type RenewOptions, renew, revoke } from '../person/renewal.js';
import { PoolInfo } from '../pool-info/pool-info.js';
import { processOpenssl } from '../srp/openssl-platform.js';
import type { SrpPlatform } from '../srp/platform.js';
import type { RevokeOutcome } from '../tokens/sign-out.js';
import type { TokenStore } from '../tokens/store.js';
import { type CompleteTokenSet, complete, type TokenSet } from '../tokens/token-set.js';
import { UserManager } from '../users/user-manager.js';
import { TokenVerifier } from '../verify/token-verifier.js';
import { principalsIn, type VerifiedSession, verifiedSession } from '../verify/verified-session.js';
import { checkUserPoolOptions, type UserPoolOptions } from './options.js';

/**
 * A user pool and what all its people share: connections, signing keys, verified tokens, the service's clock, stores.
 * Make one for each pool and app client; a {@link Cognito} of one person over it is light.
 *
 * ```ts
 * import { Cognito, UserPool } from 'portcullis';
 *
 * const pool = new UserPool({ userPoolId: 'eu-west-1_AbCdEf123', clientId: 'app' });
 * const ada = new Cognito({ pool, username: 'ada' });
 * const bob = new Cognito({ pool, username: 'bob' });
 * for await (const { username, status } of pool.users.list()) console.log(username, status);
 * pool.close();
 * ```
 */
export class UserPool implements PersonPool {
  /** Cognito's API, for an operation that has no method here: `pool.api.call('ListUserPoolClients', { … })`. */
  readonly api: CognitoApi;
  /** The users of the pool, for administrators. */
  readonly users: UserManager;
  /** The groups of the pool, and what they allow. */
  readonly groups: GroupManager;
  /** What the pool and its app client are like. */
  readonly info: PoolInfo;
  readonly store: TokenStore | undefined;
  readonly devices: DeviceOptions | undefined;
  readonly renewBeforeExpiryMs: number;
  readonly gatesUrl: string | undefined;
  #verifier: TokenVerifier | undefined;
  readonly #verified = new WeakSet<TokenSet>();

  /** @throws {InvalidOptionError} naming the option at fault. Nothing is sent. */
  constructor(options: UserPoolOptions) {
    const { pool, store, devices, renewBeforeExpiryMs, gatesUrl } = checkUserPoolOptions(options);
    this.api = new CognitoApi(poolConfig(pool));
    this.users = new UserManager(this.api);
    this.groups = new GroupManager(this.api, () => this.verifier);
    this.info = new PoolInfo(this.api);
    this.store = store;
    this.devices = devices && { ...devices, name: devices.name ?? node('node:os').hostname() };
    this.renewBeforeExpiryMs = renewBeforeExpiryMs;
    this.gatesUrl = gatesUrl;
  }

  get userPoolId(): string {
    return this.api.config.userPoolId;
  }

  get clientId(): string | null | undefined {
    return this.api.config.clientId;
  }

  /**
   * Verifies the pool's access and id tokens that were issued to its app client. It fetches the signing keys once and
   * remembers them.
   *
   * @throws {InvalidOptionError} when the pool was made without `clientId`.
   */
  get verifier(): TokenVerifier {
    this.#verifier ??= this.#newVerifier();
    return this.#verifier;
  }

  /**
   * New tokens for those of a session (GetTokensFromRefreshToken). A {@link Cognito} does this by itself, once for all
   * who wait, and stores what comes of it.
   *
   * @throws {NotSignedInError} when there is no refresh token.
   * @throws {NotAuthorizedError | RefreshTokenReuseError} when the session is over.
   * @throws {InvalidTokenError} when what came back is forged, or another person's.
   */
  async renew(tokens: TokenSet, options?: RenewOptions): Promise<CompleteTokenSet> {
    return complete(await renew(this, tokens, options));
  }

  /** Ends the session that a refresh token belongs to (RevokeToken). */
  async revoke(refreshToken: string, options?: CallOptions): Promise<RevokeOutcome> {
    return await revoke(this.api, refreshToken, options);
  }

  /** What computes the proofs of SRP: OpenSSL, or what is loaded in its place where it does not work. */
  get srp(): SrpPlatform | Promise<SrpPlatform> {
    return processOpenssl() ?? import('../srp/index.js').then(({ portablePlatform }) => portablePlatform);
  }

  /** Fetches the signing keys ahead of need. A failure comes up when they are needed. */
  prepare(): void {
    this.verifier.preload().catch(() => {});
  }

  /**
   * Verifies the tokens of a session offline, and that they are one person's.
   *
   * @throws {TokenExpiredError | InvalidTokenError} naming the claim at fault.
   * @throws {KeysUnavailableError} when the pool's signing keys are unavailable.
   */
  async verify(tokens: TokenSet, signal?: AbortSignal): Promise<VerifiedSession> {
    const { verifier } = this;
    const { accessToken, idToken } = tokens;
    const [access, id] = await Promise.all([
      accessToken === undefined ? undefined : verifier.verify(accessToken, { tokenUse: 'access', signal }),
      idToken === undefined ? undefined : verifier.verify(idToken, { tokenUse: 'id', accessToken, signal }),
    ]);
    if (access && id && access.sub !== id.sub)
      throw new InvalidTokenError('the id token is that of another user', {
        mismatch: { claim: 'sub', expected: access.sub, actual: id.sub },
      });
    this.#verified.add(tokens);
    return verifiedSession(access, id);
  }

  /** Whom tokens speak for that {@link UserPool.verify} has verified; undefined for others. Their time may be over since. */
  verified(tokens: TokenSet): VerifiedSession | undefined {
    return this.#verified.has(tokens) ? principalsIn(tokens) : undefined;
  }

  /** The same as {@link UserPool.verify}, for tokens about to be kept. */
  async assertGenuine(tokens: TokenSet): Promise<void> {
    await this.verify(tokens);
  }

  /** Closes the connections. Calls after it open new ones. */
  close(): void {
    this.api.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.close();
  }

  toJSON() {
    const { userPoolId, clientId, region, endpoint } = this.api.config;
    return { userPoolId, clientId, region, endpoint };
  }

  [INSPECT](_depth: number, _options: object, inspect: (value: object) => string): string {
    return `UserPool ${inspect(this.toJSON())}`;
  }

  #newVerifier(): TokenVerifier {
    const { userPoolId, clientId, endpoint, issuer, replicas, jwks, jwksUri, clockToleranceSeconds } =
      this.api.config;
    if (clientId === undefined)
      throw new InvalidOptionError(
        'options.clientId',
        'is missing, and verifying a token needs it; name the app client, or pass null to mean any client',
      );
    return new TokenVerifier({
      userPoolId,
      clientId,
      tokenUse: null,
      endpoint,
      issuer,
      replicas,
      jwks,
      jwksUri,
      clockToleranceSeconds,
      clock: this.api.now,
      fetch: this.api.fetchKeys,
    });
  }
}
