import { type CallOptions, checkCallOptions } from '../api/call-options.js';
import { CallTime } from '../api/call-time.js';
import type { Input, OperationName, Output } from '../api/operations.js';
import { PortcullisError } from '../errors/base.js';
import type { Challenge } from '../errors/challenge.js';
import { InvalidOptionError } from '../errors/invalid-option.js';
import { NotSignedInError } from '../errors/not-signed-in.js';
import { ServiceError } from '../errors/service.js';
import { Session } from '../tokens/session.js';
import type { SessionKey } from '../tokens/store.js';
import { type CompleteTokenSet, complete, type TokenData, TokenSet } from '../tokens/token-set.js';
import type { NewDevice } from './confirm-device.js';
import type { CheckedPerson } from './options.js';
import type { PersonPool } from './pool.js';
import { renew, revokeQuietly } from './renewal.js';
import { isPassing, type SignedIn, SignInEnd } from './sign-in-end.js';
import { TrackedDevices } from './tracked-devices.js';

const HELD =
  'The sign-in was right, and its tokens are held here: the next call that needs them does what is left.';

/** An operation of the signed-in user, authorized by their access token. */
type OwnOperation = {
  [Name in OperationName]: 'AccessToken' extends keyof Input<Name> ? Name : never;
}[OperationName];

/** The state of one person at one pool: who they are, their session, their devices, the challenge that they met. */
export class Person<Pool extends PersonPool = PersonPool> {
  readonly pool: Pool;
  /** Whether the pool was made for this person alone. */
  readonly ownsPool: boolean;
  readonly session: Session;
  readonly devices: TrackedDevices | undefined;
  /** The last challenge that a sign-in met. */
  challenge: Challenge | undefined;
  /** The device that came with the last sign-in and was not confirmed: no store keeps devices. */
  newDevice: NewDevice | undefined;
  /** The name that tokens from elsewhere came under. Undefined once a sign-in or the store vouches for it. */
  claimedUsername: string | undefined;
  /** Whom the last registration here was for. */
  registered: string | undefined;
  #username: string | undefined;
  /** A sign-in whose tokens are not of use yet. */
  #end: SignInEnd | undefined;
  /** Whether a registration named the person. Another one may name them anew. */
  #isNamedByRegistration = false;

  constructor({ pool, ownsPool, username, tokens }: CheckedPerson<Pool>) {
    this.pool = pool;
    this.ownsPool = ownsPool;
    this.#username = username;
    this.devices = pool.devices && new TrackedDevices(pool, pool.devices);
    this.session = new Session({
      renew: (held, timeoutMs) => renew(pool, held, { username: held.username ?? username, timeoutMs }),
      revoke: tokens => revokeQuietly(pool.api, tokens),
      now: pool.api.now,
      renewBeforeExpiryMs: pool.renewBeforeExpiryMs,
      store: pool.store,
      timeoutMs: pool.api.config.timeoutMs,
      address: pool.api.address,
    });
    if (tokens) this.adopt(tokens, { stored: false });
  }

  /** The username given, or else the one that the tokens name. */
  get username(): string | undefined {
    return this.#username ?? this.session.tokens?.username;
  }

  /** @throws {InvalidOptionError} when neither the call nor the constructor named a user. */
  named(username = this.username): string {
    if (!username)
      throw new InvalidOptionError('username', 'is missing: pass it to the constructor or to the call');
    return username;
  }

  /** Notes a registration. It names the person where nothing else does. */
  register(username: string): void {
    this.registered = username;
    const isNamed = this.username !== undefined && !this.#isNamedByRegistration;
    if (isNamed || this.session.tokens) return;
    this.#username = username;
    this.#isNamedByRegistration = true;
  }

  /** The tokens as they are. @throws {NotSignedInError} */
  signedIn(): TokenSet {
    const { tokens } = this.session;
    if (!tokens) throw new NotSignedInError();
    return tokens;
  }

  /** The time that a call may take. @throws {InvalidOptionError} naming the option at fault, or the signal's reason. */
  time(options?: CallOptions): CallTime {
    const { address, config } = this.pool.api;
    return new CallTime(checkCallOptions(options), { address, timeoutMs: config.timeoutMs });
  }

  /** The tokens, renewed first when they are about to expire. */
  async fresh(time: CallTime): Promise<TokenSet> {
    if (this.#end) await this.finish(time);
    if (this.session.isFresh) return this.signedIn();
    return (await time.give(deadline => this.session.fresh(deadline))) ?? this.signedIn();
  }

  /**
   * One of the tokens, renewed first when they are about to expire, or when the session has a refresh token and not this
   * one.
   *
   * @throws {NotSignedInError} naming the token, when the session lacks it.
   */
  async token(name: 'accessToken' | 'idToken', time: CallTime): Promise<string> {
    const tokens = await this.fresh(time);
    const token = tokens[name] ?? (tokens.refreshToken ? (await this.renew(time))[name] : undefined);
    if (token === undefined) throw new NotSignedInError(name);
    return token;
  }

  /** Renews the tokens now. */
  async renew(time: CallTime): Promise<CompleteTokenSet> {
    if (this.#end) await this.finish(time);
    const renewed = await time.give(deadline => this.session.renew(deadline));
    return complete(renewed ?? this.signedIn());
  }

  /** Calls an operation in the name of the signed-in user. */
  async call<Name extends OwnOperation>(
    operation: Name,
    input: Omit<Input<Name>, 'AccessToken'>,
    options?: CallOptions | CallTime,
  ): Promise<Output<Name>> {
    const time = options instanceof CallTime ? options : this.time(options);
    const call = (AccessToken: string) =>
      this.pool.api.call(operation, { ...input, AccessToken } as unknown as Input<Name>, time.left);
    const accessToken = await this.token('accessToken', time);
    try {
      return await call(accessToken);
    } catch (error) {
      if (!isExpired(error) || !this.session.tokens?.refreshToken) throw error;
      this.#learnThatItExpired(accessToken);
      return await call(await this.token('accessToken', time));
    }
  }

  /** Where a token has expired that serves by our clock, that clock is slow. */
  #learnThatItExpired(accessToken: string): void {
    const { expiresAt } = new TokenSet({ accessToken });
    if (expiresAt && expiresAt.getTime() > this.pool.api.now()) this.pool.api.learnTime(expiresAt.getTime());
  }

  /**
   * Takes the tokens that an earlier process stored.
   *
   * @returns Whether there were any.
   * @throws {InvalidOptionError} when there is no store, or no username.
   */
  async restore(time = this.time()): Promise<boolean> {
    if (!this.pool.store) throw new InvalidOptionError('options.store', 'is missing: it holds the sessions');
    const key = this.sessionKey(this.named());
    const restored = await time.give(deadline => this.session.restore(key, deadline));
    if (restored) this.claimedUsername = undefined;
    return restored !== undefined;
  }

  /** The tokens held here, or else those in the store. */
  async heldOrStored(time: CallTime): Promise<TokenSet | undefined> {
    const { store } = this.pool;
    if (this.session.tokens || !store) return this.session.tokens;
    const data = await time.wait(() => store.get(this.sessionKey(this.username)));
    return data && new TokenSet(data);
  }

  /** Takes tokens that the store has, or that come from elsewhere. */
  adopt(data: TokenData, from: { readonly stored: boolean }): void {
    const tokens = new TokenSet(data);
    this.session.adopt(tokens, this.sessionKey(tokens.username), from);
    this.claimedUsername = from.stored ? undefined : this.#username;
  }

  /**
   * Takes the end of a sign-in: tokens are verified before they are kept, and stored before they are handed out. Where that
   * fails in a way that may pass they stay here, and the next call that needs them does what is left: the codes that they
   * were got with are good once. Otherwise, and when the caller gives the sign-in up, their session is revoked.
   */
  async keep(signedIn: SignedIn, time: CallTime): Promise<CompleteTokenSet> {
    const end = new SignInEnd(this, signedIn, this.#end);
    this.#end = end;
    try {
      await this.#finish(end, time);
    } catch (error) {
      if (time.isGivenUp && !end.isUsable) this.#revoke(end);
      throw error;
    }
    const tokens = this.signedIn();
    return complete(tokens.expiresWithin(0, this.pool.api.now()) ? await this.fresh(time) : tokens);
  }

  /** Does what is left of a sign-in, if anything is. While that fails, the session before it serves. */
  async finish(time: CallTime): Promise<void> {
    const end = this.#end;
    if (!end) return;
    this.pool.prepare();
    if (!this.session.tokens) return await this.#finish(end, time);
    await this.#finish(end, time.half).catch(() => {});
  }

  /** The work has a time of its own: who waits for it may give up, and others may come. */
  async #finish(end: SignInEnd, time: CallTime): Promise<void> {
    const ownTime = () => {
      const { timeoutMs = 0 } = time.left;
      return this.time({ timeoutMs: Math.max(timeoutMs, this.pool.api.config.timeoutMs) });
    };
    try {
      await time.wait(() => end.finish(() => this.#take(end, ownTime())));
    } catch (error) {
      const isHeld = this.#end === end || this.session.tokens === end.tokens;
      throw isHeld && error instanceof PortcullisError ? error.withAdvice(HELD) : error;
    }
  }

  async #take(end: SignInEnd, time: CallTime): Promise<void> {
    const { tokens, newDevice } = end;
    await time
      .wait(() => end.makeUsable(this.#username ?? tokens.username, time))
      .catch(async error => {
        if (!isPassing(error)) await this.#revoke(end);
        throw error;
      });
    // Signed out or in anew meanwhile.
    if (this.#end !== end) return;
    this.newDevice = this.devices ? undefined : newDevice;
    this.claimedUsername = undefined;
    try {
      await time.give(deadline => this.session.keep(tokens, this.sessionKey(tokens.username), deadline));
    } finally {
      // What the store would not take, the session holds from here on.
      if (this.#end === end) this.#end = undefined;
      else if (!this.#end && this.session.tokens === tokens)
        await time.give(deadline => this.session.drop(deadline));
    }
    void end.revokeBefore(this.session.tokens);
  }

  /** The tokens of the session, also where they are not of use yet. */
  get tokensToEnd(): TokenSet | undefined {
    return this.session.tokens ?? this.#end?.tokens;
  }

  /** Forgets the session here, without the store. A sign-in that was not finished is revoked. */
  async forget(): Promise<void> {
    const end = this.#end;
    this.session.forget();
    this.#end = undefined;
    await end?.revoke();
  }

  async #revoke(end: SignInEnd): Promise<void> {
    if (this.#end === end) this.#end = undefined;
    await end.revoke();
  }

  /** Sessions are stored under the name that the application knows, which may be an alias. */
  sessionKey(username = ''): SessionKey {
    const { userPoolId, clientId } = this.pool.api.config;
    return { userPoolId, clientId: clientId ?? '', username: this.#username ?? username };
  }
}

const isExpired = (error: unknown): boolean =>
  error instanceof ServiceError && error.code === 'ACCESS_TOKEN_EXPIRED';
