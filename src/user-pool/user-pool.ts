import { inspect } from 'node:util';
import type { CallOptions } from '../api/call-options.js';
import { CognitoApi } from '../api/cognito-api.js';
import { poolConfig } from '../config/pool-config.js';
import { InvalidOptionError } from '../errors/invalid-option.js';
import { NotSignedInError } from '../errors/not-signed-in.js';
import { InvalidTokenError, KeysUnavailableError } from '../errors/token.js';
import { GroupManager } from '../groups/group-manager.js';
import { PoolInfo } from '../pool-info/pool-info.js';
import { type SignOutOutcome, signOutOutcome } from '../tokens/sign-out.js';
import type { TokenStore } from '../tokens/store.js';
import type { TokenSet } from '../tokens/token-set.js';
import { UserManager } from '../users/user-manager.js';
import { TokenVerifier } from '../verify/token-verifier.js';
import { checkUserPoolOptions, type DeviceOptions, type UserPoolOptions } from './options.js';
import { renewedTokens } from './renewal.js';

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
export class UserPool {
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

  /** @throws {InvalidOptionError} naming the option at fault. Nothing is sent. */
  constructor(options: UserPoolOptions) {
    const { pool, store, devices, renewBeforeExpiryMs, gatesUrl } = checkUserPoolOptions(options);
    this.api = new CognitoApi(poolConfig(pool));
    this.users = new UserManager(this.api);
    this.groups = new GroupManager(this.api, () => this.verifier);
    this.info = new PoolInfo(this.api);
    this.store = store;
    this.devices = devices;
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
  async renew(tokens: TokenSet, options?: CallOptions): Promise<TokenSet> {
    const { refreshToken, username, deviceKey } = tokens;
    if (!refreshToken) throw new NotSignedInError();
    const renewed = await renewedTokens(this.api, { refreshToken, username, deviceKey }, options);
    await this.#assertGenuine(renewed, tokens);
    return renewed;
  }

  /** Ends the session that a refresh token belongs to (RevokeToken). */
  async revoke(refreshToken: string, options?: CallOptions): Promise<SignOutOutcome> {
    const call = this.api.callAs(
      'RevokeToken',
      client => ({ ...client.credentials, Token: refreshToken }),
      options,
    );
    return await signOutOutcome(call);
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

  [inspect.custom](): string {
    return `UserPool ${inspect(this.toJSON())}`;
  }

  /** @throws {InvalidTokenError | TokenExpiredError} when renewed tokens are forged, or another person's. */
  async #assertGenuine({ accessToken, idToken, sub }: TokenSet, before: TokenSet): Promise<void> {
    if (sub !== before.sub)
      throw new InvalidTokenError('the renewed tokens are those of another user', {
        mismatch: { claim: 'sub', expected: before.sub, actual: sub },
      });
    try {
      await this.verifier.verify(accessToken, { tokenUse: 'access' });
      await this.verifier.verify(idToken, { tokenUse: 'id', accessToken });
    } catch (error) {
      // Rotation has spent the tokens before these. To drop them for want of keys would end the session.
      if (!(error instanceof KeysUnavailableError)) throw error;
    }
  }

  #newVerifier(): TokenVerifier {
    const { userPoolId, clientId, issuer, jwks, jwksUri, clockToleranceSeconds } = this.api.config;
    if (clientId === undefined)
      throw new InvalidOptionError(
        'options.clientId',
        'is missing, and verifying a token needs it; name the app client, or pass null to mean any client',
      );
    return new TokenVerifier({
      userPoolId,
      clientId,
      tokenUse: null,
      issuer,
      jwks,
      jwksUri,
      clockToleranceSeconds,
      clock: this.api.now,
      fetch: this.api.fetchKeys,
    });
  }
}
