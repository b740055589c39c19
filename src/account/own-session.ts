import type { CallOptions } from '../api/call-options.js';
import { INSPECT } from '../internal/inspect.js';
import { check } from '../internal/options.js';
import type { Person } from '../person/person.js';
import type { SignOutOutcome } from '../tokens/sign-out.js';
import type { CompleteTokenSet, TokenSet } from '../tokens/token-set.js';
import { type CheckTokenOptions, checkTokenOptions } from './options.js';
import { SignOut } from './sign-out.js';

/** What a person does with their session: its tokens, renewed in time, and its end. */
export class OwnSession {
  readonly #person: Person;
  readonly #signOut: SignOut;

  constructor(person: Person) {
    this.#person = person;
    this.#signOut = new SignOut(person);
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
   * Renews the tokens if they are about to expire, or only says whether they are.
   *
   * @returns Whether they were renewed; with `renew: false`, whether they are due.
   */
  async checkToken(options: CheckTokenOptions = {}): Promise<boolean> {
    const { renew, ...call } = check(checkTokenOptions, options, 'options');
    const time = this.#person.time(call);
    await this.#person.finish(time);
    const before = this.#person.signedIn();
    if (!renew) return !this.#person.session.isFresh;
    return (await this.#person.fresh(time)) !== before;
  }

  /** The access token, renewed first when it is about to expire. Calls at the same time share one renewal. */
  async getAccessToken(options?: CallOptions): Promise<string> {
    return await this.#person.token('accessToken', this.#person.time(options));
  }

  /** The id token, renewed first when it is about to expire. Calls at the same time share one renewal. */
  async getIdToken(options?: CallOptions): Promise<string> {
    return await this.#person.token('idToken', this.#person.time(options));
  }

  /**
   * Renews the tokens now, whatever time they have left.
   *
   * @throws {NotAuthorizedError | RefreshTokenReuseError} when the session is over; only then are the tokens
   * dropped.
   */
  async renewAccessToken(options?: CallOptions): Promise<CompleteTokenSet> {
    return await this.#person.renew(this.#person.time(options));
  }

  /**
   * Signs the user out everywhere (GlobalSignOut), and forgets the tokens here and in the store. Where that cannot be done
   * it ends this session (RevokeToken). The outcome says what was revoked, and what failed: call it again to make up for
   * that.
   */
  async logout(options?: CallOptions): Promise<SignOutOutcome> {
    return await this.#signOut.everywhere(this.#person.time(options));
  }

  /** Ends this session only (RevokeToken), and forgets its tokens here and in the store, with an outcome as {@link logout}. */
  async revoke(options?: CallOptions): Promise<SignOutOutcome> {
    return await this.#signOut.here(this.#person.time(options));
  }

  /** Closes the connections of a pool that this object made for itself. A pool that was passed in stays open. */
  close(): void {
    if (this.#person.ownsPool) this.#person.pool.close();
  }

  /** The same as {@link close}, for `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.close();
  }

  toJSON() {
    const { userPoolId, clientId } = this.#person.pool.api.config;
    return { userPoolId, clientId, username: this.username, tokens: this.tokens };
  }

  [INSPECT](_depth: number, _options: object, inspect: (value: object) => string): string {
    return `Cognito ${inspect(this.toJSON())}`;
  }
}
