import { inspect } from 'node:util';
import type { AuthenticationResultType } from '@aws-sdk/client-cognito-identity-provider';
import { globalSignOut, revokeToken } from './account/sign-out.js';
import { type CognitoOptions, checkCognitoOptions } from './cognito-options.js';
import { CognitoSignIn } from './cognito-sign-in.js';
import { poolConfig } from './config/pool-config.js';
import { DeviceKeeper } from './device-keeper.js';
import { InvalidOptionError } from './errors/invalid-option.js';
import { NotSignedInError } from './errors/not-signed-in.js';
import { GatesAdmin } from './gates/admin.js';
import { type CallOptions, PoolConnection } from './pool/connection.js';
import { waitForTokens } from './pool/wait-for.js';
import { refresh } from './sign-in/refresh.js';
import type { SignedIn } from './sign-in/sign-in.js';
import { Session } from './tokens/session.js';
import type { SignOutOutcome } from './tokens/sign-out.js';
import type { SessionKey, TokenStore } from './tokens/store.js';
import { TokenSet } from './tokens/token-set.js';
import type { Principal } from './verify/principal.js';
import { TokenVerifier } from './verify/token-verifier.js';

/** Both tokens of a session, verified. */
export interface VerifiedTokens {
  readonly access: Principal;
  readonly id: Principal;
}

/**
 * One person at one user pool: signs in, answers challenges, and keeps the tokens that came of it.
 *
 * ```ts
 * import { Cognito } from 'portcullis';
 *
 * const cognito = new Cognito({ userPoolId: 'eu-west-1_AbCdEf123', clientId: 'app', username: 'ada' });
 * await cognito.authenticate(process.env.PASSWORD ?? '');
 * const { id } = await cognito.verifyTokens();
 * console.log(id.email, id.groups);
 * ```
 */
export class Cognito extends CognitoSignIn {
  protected readonly pool: PoolConnection;
  protected readonly verifier: TokenVerifier;
  readonly #session: Session;
  protected readonly devices: DeviceKeeper | undefined;
  readonly #gatesUrl: string | undefined;
  #gates: GatesAdmin | undefined;
  readonly #username: string | undefined;

  /** @throws {InvalidOptionError} naming the option at fault. Nothing is sent. */
  constructor(options: CognitoOptions) {
    super();
    const { pool, username, tokens, renewBeforeExpiryMs, store, devices, gatesUrl } =
      checkCognitoOptions(options);
    this.pool = new PoolConnection(poolConfig(pool));
    const { userPoolId, clientId, issuer } = this.pool.config;
    this.verifier = new TokenVerifier({
      userPoolId,
      clientId,
      tokenUse: null,
      issuer,
      clock: this.pool.now,
    });
    this.#session = new Session({
      renew: held => this.#renew(held),
      now: this.pool.now,
      renewBeforeExpiryMs,
      store,
    });
    this.devices = devices && new DeviceKeeper(this.pool, devices);
    this.#gatesUrl = gatesUrl;
    this.#username = username;
    if (tokens) {
      const held = new TokenSet(tokens);
      this.#session.adopt(held, this.#key(held.username));
    }
  }

  /**
   * The session that an earlier process stored, ready to use.
   *
   * ```ts
   * import { Cognito, FileStore } from 'portcullis';
   *
   * const store = new FileStore({ directory: '.sessions' });
   * const options = { userPoolId: 'eu-west-1_AbCdEf123', clientId: 'app', username: 'ada' };
   * const cognito = (await Cognito.restore(store, options)) ?? new Cognito({ ...options, store });
   * ```
   *
   * @returns Undefined when the store has no session of this user.
   */
  static async restore(
    store: TokenStore,
    options: Omit<CognitoOptions, 'store'> & { readonly username: string },
  ): Promise<Cognito | undefined> {
    const cognito = new Cognito({ ...options, store });
    const key = cognito.#key(options.username);
    const data = await store.get(key);
    if (!data) return undefined;
    cognito.#session.adopt(new TokenSet(data), key);
    return cognito;
  }

  /** The username given, or else the one that the tokens name. */
  get username(): string | undefined {
    return this.#username ?? this.tokens?.username;
  }

  /** The tokens of the session as they are, or undefined when nobody is signed in. */
  get tokens(): TokenSet | undefined {
    return this.#session.tokens;
  }

  /**
   * The people of the Gates backend at `gatesUrl`, in the name of the signed-in user: every call sends their id token,
   * renewed first when it is about to expire.
   *
   * @throws {InvalidOptionError} when this client was made without `gatesUrl`.
   */
  get gates(): GatesAdmin {
    if (!this.#gatesUrl)
      throw new InvalidOptionError('options.gatesUrl', 'is missing: it says where the Gates backend is');
    const { timeoutMs, maxAttempts, clock, random } = this.pool.config;
    this.#gates ??= new GatesAdmin({
      baseUrl: this.#gatesUrl,
      token: () => this.getIdToken(),
      timeoutMs,
      maxAttempts,
      clock,
      random,
    });
    return this.#gates;
  }

  protected get deviceKey(): string | undefined {
    return this.tokens?.deviceKey;
  }

  protected async forgetDeviceSecrets(): Promise<void> {
    const { tokens } = this;
    if (tokens) await this.devices?.drop(this.named(), tokens.username);
  }

  /**
   * Verifies both tokens offline: signature, issuer, app client, use and expiry.
   *
   * @throws {TokenExpiredError | InvalidTokenError} naming the claim at fault.
   * @throws {KeysUnavailableError} when the pool's signing keys cannot be had.
   */
  async verifyTokens({ signal }: Pick<CallOptions, 'signal'> = {}): Promise<VerifiedTokens> {
    return this.#verify(this.#signedIn(), signal);
  }

  /**
   * Renews the tokens if they are about to expire.
   *
   * @returns Whether they were renewed.
   */
  async checkToken(options?: CallOptions): Promise<boolean> {
    const before = this.#signedIn();
    return (await this.#fresh(options)) !== before;
  }

  /** The access token, renewed first when it is about to expire. Calls at the same time share one renewal. */
  async getAccessToken(options?: CallOptions): Promise<string> {
    return (await this.#fresh(options)).accessToken;
  }

  /** The id token, renewed first when it is about to expire. Calls at the same time share one renewal. */
  async getIdToken(options?: CallOptions): Promise<string> {
    return (await this.#fresh(options)).idToken;
  }

  /**
   * Renews the tokens now, whatever time they have left.
   *
   * @throws {NotAuthorizedError | RefreshTokenReuseError} when the session is over; the tokens are dropped then, and
   * only then.
   */
  async renewAccessToken(options?: CallOptions): Promise<TokenSet> {
    return (await waitForTokens(this.#session.renew(), this.pool.address, options)) ?? this.#signedIn();
  }

  /**
   * Signs the user out everywhere (GlobalSignOut) and forgets the tokens here, even when Cognito cannot be reached;
   * the outcome says which.
   */
  async logout(options?: CallOptions): Promise<SignOutOutcome> {
    const { accessToken } = this.#signedIn();
    return this.#end(globalSignOut(this.pool, accessToken, options));
  }

  /** Ends this session only (RevokeToken) and forgets its tokens here, with an outcome as {@link logout}. */
  async revoke(options?: CallOptions): Promise<SignOutOutcome> {
    const { refreshToken } = this.#signedIn();
    if (!refreshToken)
      throw new InvalidOptionError('refreshToken', 'is missing: this session cannot be revoked');
    return this.#end(revokeToken(this.pool, refreshToken, options));
  }

  /** Deletes the signed-in user's own account for good (DeleteUser), and forgets the tokens. */
  override async deleteUser(options?: CallOptions): Promise<void> {
    await super.deleteUser(options);
    await this.#session.drop();
  }

  /** Closes the connections to the pool. */
  close(): void {
    this.pool.close();
  }

  toJSON() {
    const { userPoolId, clientId } = this.pool.config;
    return { userPoolId, clientId, username: this.username, tokens: this.tokens };
  }

  [inspect.custom](): string {
    return `Cognito ${inspect(this.toJSON())}`;
  }

  protected async keep({ result, device }: SignedIn): Promise<TokenSet> {
    const tokens = tokensFrom(result, device?.deviceKey);
    await this.#verify(tokens);
    const confirmed = await this.devices?.confirm(
      result.NewDeviceMetadata,
      tokens,
      this.named(tokens.username),
    );
    const kept = confirmed ? tokens.with({ deviceKey: confirmed.deviceKey }) : tokens;
    await this.#session.keep(kept, this.#key(tokens.username));
    return kept;
  }

  async #renew(tokens: TokenSet): Promise<TokenSet> {
    const { refreshToken, username, deviceKey } = tokens;
    if (!refreshToken) throw new NotSignedInError();
    const result = await refresh(this.pool, { refreshToken, username, deviceKey });
    return tokensFrom({ RefreshToken: refreshToken, ...result }, deviceKey);
  }

  async #verify({ accessToken, idToken }: TokenSet, signal?: AbortSignal): Promise<VerifiedTokens> {
    const [access, id] = await Promise.all([
      this.verifier.verify(accessToken, { tokenUse: 'access', signal }),
      this.verifier.verify(idToken, { tokenUse: 'id', accessToken, signal }),
    ]);
    return { access, id };
  }

  /** Forgets the session, whatever comes of ending it at the pool. */
  async #end(outcome: Promise<SignOutOutcome>): Promise<SignOutOutcome> {
    try {
      return await outcome;
    } finally {
      await this.#session.drop();
    }
  }

  async #fresh(options?: CallOptions): Promise<TokenSet> {
    return (await waitForTokens(this.#session.fresh(), this.pool.address, options)) ?? this.#signedIn();
  }

  #signedIn(): TokenSet {
    const { tokens } = this;
    if (!tokens) throw new NotSignedInError();
    return tokens;
  }

  /** Sessions are stored under the name that the application knows, which may be an alias. */
  #key(username: string): SessionKey {
    const { userPoolId, clientId } = this.pool.config;
    return { userPoolId, clientId, username: this.#username ?? username };
  }
}

function tokensFrom(result: AuthenticationResultType, deviceKey?: string): TokenSet {
  const { AccessToken: accessToken = '', IdToken: idToken = '', RefreshToken: refreshToken } = result;
  return new TokenSet({ accessToken, idToken, refreshToken, deviceKey });
}
