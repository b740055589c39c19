import { inspect } from 'node:util';
import type { CallOptions } from './api/call-options.js';
import { checkCallOptions } from './api/call-options.js';
import { InvalidOptionError } from './errors/invalid-option.js';
import { NotSignedInError } from './errors/not-signed-in.js';
import { GatesAdmin } from './gates/admin.js';
import type { GroupManager } from './groups/group-manager.js';
import { type PersonOptions, personOver } from './person/options.js';
import { Person } from './person/person.js';
import type { PoolInfo } from './pool-info/pool-info.js';
import { AuthFlows } from './sign-in/auth-flows.js';
import { type SignOutOutcome, signOutOutcome } from './tokens/sign-out.js';
import type { CompleteTokenSet, TokenSet } from './tokens/token-set.js';
import { type UserPoolOptions, userPoolOptionEntries } from './user-pool/options.js';
import { UserPool } from './user-pool/user-pool.js';
import type { VerifiedSession } from './user-pool/verified-session.js';
import type { UserManager } from './users/user-manager.js';

/** The pool that a person shares with others, or the options of one for this person alone. */
export type CognitoOptions = PersonOptions & ({ readonly pool: UserPool } | UserPoolOptions);

const checkCognitoOptions = personOver(UserPool, userPoolOptionEntries);

/**
 * One person at one user pool: signs in, answers challenges, and keeps the tokens.
 *
 * ```ts
 * import { Cognito } from 'portcullis';
 *
 * const cognito = new Cognito({ userPoolId: 'eu-west-1_AbCdEf123', clientId: 'app', username: 'ada' });
 * await cognito.authenticate(process.env.PASSWORD ?? '');
 * const { id } = await cognito.verifyTokens();
 * console.log(id.email, id.groups);
 * ```
 *
 * Many people of one pool share it: `new Cognito({ pool, username })`, with one {@link UserPool}. Each is then light: no
 * connection, no signing keys and no timer of its own.
 */
export class Cognito extends AuthFlows {
  readonly #person: Person<UserPool>;
  readonly #ownsPool: boolean;
  #gates: GatesAdmin | undefined;

  /** @throws {InvalidOptionError} naming the option at fault. Nothing is sent. */
  constructor(options: CognitoOptions) {
    const checked = checkCognitoOptions(options);
    const person = new Person(checked);
    super(person);
    this.#person = person;
    this.#ownsPool = checked.ownsPool;
  }

  /**
   * The session that an earlier process stored, ready to use.
   *
   * ```ts
   * import { Cognito, FileStore, UserPool } from 'portcullis';
   *
   * const store = new FileStore({ directory: '.sessions' });
   * const pool = new UserPool({ userPoolId: 'eu-west-1_AbCdEf123', clientId: 'app', store });
   * const cognito = (await Cognito.restore({ pool, username: 'ada' })) ?? new Cognito({ pool, username: 'ada' });
   * ```
   *
   * @returns Undefined when the store has no session of this user.
   * @throws {InvalidOptionError} when there is no store, or no username.
   */
  static async restore(
    options: CognitoOptions & { readonly username: string },
  ): Promise<Cognito | undefined> {
    const cognito = new Cognito(options);
    const person = cognito.#person;
    const { store } = person.pool;
    if (!store) throw new InvalidOptionError('options.store', 'is missing: it holds the sessions');
    const data = await store.get(person.sessionKey(person.named()));
    if (!data) return undefined;
    person.adopt(data, { stored: true });
    return cognito;
  }

  /** The pool, which other people may share. */
  get pool(): UserPool {
    return this.#person.pool;
  }

  /** The users of the pool, for administrators. */
  get users(): UserManager {
    return this.pool.users;
  }

  /** The groups of the pool, and guards that check them. */
  get groups(): GroupManager {
    return this.pool.groups;
  }

  /** The settings of the pool and this app client. */
  get info(): PoolInfo {
    return this.pool.info;
  }

  /** The username given, or else the one that the tokens name. */
  get username(): string | undefined {
    return this.#person.username;
  }

  /** The tokens of the session as they are, or undefined when no one is signed in. */
  get tokens(): TokenSet | undefined {
    return this.#person.session.tokens;
  }

  /**
   * The people of the Gates backend at `gatesUrl`, in the name of the signed-in user: every call sends their id token,
   * renewed first when it is about to expire.
   *
   * @throws {InvalidOptionError} when the pool was made without `gatesUrl`.
   */
  get gates(): GatesAdmin {
    this.#gates ??= new GatesAdmin({ pool: this.pool, token: () => this.getIdToken() });
    return this.#gates;
  }

  /**
   * Verifies the tokens of the session offline: signature, issuer, app client, use and expiry, and that they are one
   * user's. A refresh token alone is exchanged first: Cognito gives nothing to verify it by.
   *
   * @throws {TokenExpiredError | InvalidTokenError} naming the claim at fault.
   * @throws {KeysUnavailableError} when the pool's signing keys are unavailable.
   */
  async verifyTokens(options?: CallOptions): Promise<VerifiedSession> {
    const { signal } = checkCallOptions(options);
    const held = this.#person.signedIn();
    const tokens = held.sub === undefined ? await this.#person.fresh(options) : held;
    return await this.pool.verify(tokens, signal);
  }

  /**
   * Renews the tokens if they are about to expire.
   *
   * @returns Whether they were renewed.
   */
  async checkToken(options?: CallOptions): Promise<boolean> {
    const before = this.#person.signedIn();
    return (await this.#person.fresh(options)) !== before;
  }

  /** The access token, renewed first when it is about to expire. Calls at the same time share one renewal. */
  async getAccessToken(options?: CallOptions): Promise<string> {
    return await this.#person.token('accessToken', options);
  }

  /** The id token, renewed first when it is about to expire. Calls at the same time share one renewal. */
  async getIdToken(options?: CallOptions): Promise<string> {
    return await this.#person.token('idToken', options);
  }

  /**
   * Renews the tokens now, whatever time they have left.
   *
   * @throws {NotAuthorizedError | RefreshTokenReuseError} when the session is over; only then are the tokens
   * dropped.
   */
  async renewAccessToken(options?: CallOptions): Promise<CompleteTokenSet> {
    return await this.#person.renew(options);
  }

  /**
   * Signs the user out everywhere (GlobalSignOut) and forgets the tokens here, even when Cognito cannot be reached;
   * the outcome says which. An access token that has expired is renewed first: Cognito would refuse it.
   */
  async logout(options?: CallOptions): Promise<SignOutOutcome> {
    const call = checkCallOptions(options);
    const { accessToken } = this.#person.signedIn();
    const AccessToken = await this.#person.token('accessToken', call).catch(() => accessToken);
    if (!AccessToken) throw new NotSignedInError('accessToken');
    return await this.#end(signOutOutcome(this.pool.api.call('GlobalSignOut', { AccessToken }, call)));
  }

  /** Ends this session only (RevokeToken) and forgets its tokens here, with an outcome as {@link logout}. */
  async revoke(options?: CallOptions): Promise<SignOutOutcome> {
    const call = checkCallOptions(options);
    const { refreshToken } = this.#person.signedIn();
    if (!refreshToken) throw new NotSignedInError('refreshToken');
    return await this.#end(this.pool.revoke(refreshToken, call));
  }

  /** Closes the connections of a pool that this object made for itself. A pool that was passed in stays open. */
  close(): void {
    if (this.#ownsPool) this.pool.close();
  }

  /** The same as {@link close}, for `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.close();
  }

  toJSON() {
    const { userPoolId, clientId } = this.pool;
    return { userPoolId, clientId, username: this.username, tokens: this.tokens };
  }

  [inspect.custom](): string {
    return `Cognito ${inspect(this.toJSON())}`;
  }

  /** Forgets the session, even when the pool cannot end it. */
  async #end(outcome: Promise<SignOutOutcome>): Promise<SignOutOutcome> {
    try {
      return await outcome;
    } finally {
      await this.#person.session.drop();
    }
  }
}
