import type { CallOptions } from './api/call-options.js';
import { GatesAdmin } from './gates/admin.js';
import type { GroupManager } from './groups/group-manager.js';
import { text } from './internal/options.js';
import { type PersonOptions, personOver } from './person/options.js';
import { Person } from './person/person.js';
import { verifiedByTheirTime } from './person/token-time.js';
import type { PoolInfo } from './pool-info/pool-info.js';
import { type AdminAuthenticateOptions, checkAdminAuthenticate } from './sign-in/admin-options.js';
import { AuthFlows } from './sign-in/auth-flows.js';
import { start } from './sign-in/run.js';
import type { CompleteTokenSet } from './tokens/token-set.js';
import { type UserPoolOptions, userPoolOptionEntries } from './user-pool/options.js';
import { UserPool } from './user-pool/user-pool.js';
import type { UserManager } from './users/user-manager.js';
import { assertSpeaksFor, type VerifiedSession } from './verify/verified-session.js';

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
 * console.log(cognito.verified?.id.email, cognito.verified?.id.groups);
 * ```
 *
 * Many people of one pool share it: `new Cognito({ pool, username })`, with one {@link UserPool}. Each is then light: no
 * connection, no signing keys and no timer of its own.
 */
export class Cognito extends AuthFlows {
  readonly #person: Person<UserPool>;
  #gates: GatesAdmin | undefined;

  /** @throws {InvalidOptionError} naming the option at fault. Nothing is sent. */
  constructor(options: CognitoOptions) {
    const person = new Person(checkCognitoOptions(options));
    super(person);
    this.#person = person;
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
    return (await cognito.#person.restore()) ? cognito : undefined;
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

  /** Signs a user in with AWS credentials and their password (AdminInitiateAuth). Throws as {@link Cognito.authenticate}. */
  async adminAuthenticate(password: string, options?: AdminAuthenticateOptions): Promise<CompleteTokenSet> {
    const { flow, ...checked } = checkAdminAuthenticate(options);
    return await start(this.#person, flow, { ...checked, password: text(password, 'password'), admin: true });
  }

  /**
   * Verifies the tokens of the session offline: signature, issuer, app client, use and expiry, and that they are one
   * user's: that of the `username` which was passed with them, or of an alias. A refresh token alone is exchanged first:
   * Cognito gives nothing to verify it by.
   *
   * @throws {TokenExpiredError | InvalidTokenError} naming the claim at fault.
   * @throws {KeysUnavailableError} when the pool's signing keys are unavailable.
   */
  async verifyTokens(options?: CallOptions): Promise<VerifiedSession> {
    const time = this.#person.time(options);
    await this.#person.finish(time);
    const held = this.#person.signedIn();
    const tokens = held.sub === undefined ? await this.#person.fresh(time) : held;
    // Waiting for keys has an end of its own, which serves where none is asked for.
    const verify = () => verifiedByTheirTime(this.pool.api, () => this.pool.verify(tokens));
    const verified = await (options ? time.wait(verify) : verify());
    assertSpeaksFor(verified, this.#person.claimedUsername);
    this.#person.claimedUsername = undefined;
    return verified;
  }

  /**
   * Whom the tokens of the session speak for, with their claims, as a sign-in, a renewal or {@link Cognito.verifyTokens}
   * here has verified them. Undefined for tokens that come from elsewhere or from a store until they are verified. Their
   * time may be over since.
   */
  get verified(): VerifiedSession | undefined {
    const { tokens } = this;
    const isClaim = this.#person.claimedUsername !== undefined;
    return tokens && !isClaim ? this.pool.verified(tokens) : undefined;
  }
}
