import type { AuthenticationResultType } from '@aws-sdk/client-cognito-identity-provider';
import { type CallOptions, checkCallOptions } from '../api/call-options.js';
import { CallTime } from '../api/call-time.js';
import type { Input, OperationName, Output } from '../api/operations.js';
import { PortcullisError } from '../errors/base.js';
import type { Challenge } from '../errors/challenge.js';
import { InvalidOptionError } from '../errors/invalid-option.js';
import { NotSignedInError } from '../errors/not-signed-in.js';
import { ServiceError } from '../errors/service.js';
import { tokensFrom } from '../tokens/authentication-result.js';
import type { RememberedDevice } from '../tokens/device-store.js';
import { Session } from '../tokens/session.js';
import type { SessionKey } from '../tokens/store.js';
import { type CompleteTokenSet, complete, type TokenData, TokenSet } from '../tokens/token-set.js';
import type { NewDevice } from './confirm-device.js';
import type { CheckedPerson } from './options.js';
import type { PersonPool } from './pool.js';
import { renew, revoke } from './renewal.js';
import { verifiedAsIssued } from './token-time.js';
import { TrackedDevices } from './tracked-devices.js';

const HELD =
  'The sign-in was right, and its tokens are held here: the next call that needs them stores them first.';

/** An operation of the signed-in user, authorized by their access token. */
type OwnOperation = {
  [Name in OperationName]: 'AccessToken' extends keyof Input<Name> ? Name : never;
}[OperationName];

/** The end of a sign-in: what Cognito gave, and the device that it was given for. */
export interface SignedIn {
  readonly result: AuthenticationResultType;
  readonly device: RememberedDevice | undefined;
}

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
  /** Whether a registration named the person. Another one may name them anew. */
  #isNamedByRegistration = false;

  constructor({ pool, ownsPool, username, tokens }: CheckedPerson<Pool>) {
    this.pool = pool;
    this.ownsPool = ownsPool;
    this.#username = username;
    this.devices = pool.devices && new TrackedDevices(pool, pool.devices);
    this.session = new Session({
      renew: (held, timeoutMs) => renew(pool, held, { username: held.username ?? username, timeoutMs }),
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
   * Takes the end of a sign-in: tokens are verified before they are kept, and stored before they are handed out. Where
   * they cannot be verified, or their device not be confirmed, their session is revoked. Where the store fails they stay
   * here, and the next call that needs them stores them.
   */
  async keep(signedIn: SignedIn, time: CallTime): Promise<CompleteTokenSet> {
    const { result, device } = signedIn;
    const deviceKey = device?.deviceKey ?? result.NewDeviceMetadata?.DeviceKey;
    const tokens = tokensFrom(result, this.pool.api.address, deviceKey);
    await time
      .wait(() => this.#makeUsable(tokens, signedIn, time))
      .catch(async error => {
        if (tokens.refreshToken) await revoke(this.pool.api, tokens.refreshToken).catch(() => {});
        throw error;
      });
    this.newDevice = this.devices ? undefined : result.NewDeviceMetadata;
    this.claimedUsername = undefined;
    const key = this.sessionKey(tokens.username);
    await time
      .give(deadline => this.session.keep(tokens, key, deadline))
      .catch(error => {
        throw error instanceof PortcullisError ? error.withAdvice(HELD) : error;
      });
    return complete(this.signedIn());
  }

  async #makeUsable(tokens: CompleteTokenSet, { result }: SignedIn, time: CallTime): Promise<void> {
    const { pool } = this;
    await verifiedAsIssued(pool.api, tokens, () => pool.assertGenuine(tokens));
    const typed = this.#username ?? tokens.username;
    await this.devices?.confirm(result.NewDeviceMetadata, tokens, { typed, time });
  }

  /** Sessions are stored under the name that the application knows, which may be an alias. */
  sessionKey(username = ''): SessionKey {
    const { userPoolId, clientId } = this.pool.api.config;
    return { userPoolId, clientId: clientId ?? '', username: this.#username ?? username };
  }
}

const isExpired = (error: unknown): boolean =>
  error instanceof ServiceError && error.code === 'ACCESS_TOKEN_EXPIRED';
