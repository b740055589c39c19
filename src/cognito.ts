import { inspect } from 'node:util';
import {
  type AuthenticationResultType,
  GlobalSignOutCommand,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { SoftwareToken } from './account/software-token.js';
import { CognitoAccount } from './cognito-account.js';
import {
  type AuthenticateOptions,
  type CognitoOptions,
  type CustomAuthOptions,
  checkAuthenticate,
  checkCognitoOptions,
  checkCustomAuth,
  checkPassword,
  checkUserAuth,
  type UserAuthOptions,
} from './cognito-options.js';
import { poolConfig } from './config/pool-config.js';
import { DeviceKeeper } from './device-keeper.js';
import { PortcullisError } from './errors/base.js';
import { type Challenge, ChallengeRequiredError } from './errors/challenge.js';
import { InvalidOptionError } from './errors/invalid-option.js';
import { NotSignedInError } from './errors/not-signed-in.js';
import { GatesAdmin } from './gates/admin.js';
import { type CallOptions, PoolConnection } from './pool/connection.js';
import * as answers from './sign-in/answers.js';
import { checkChallenge } from './sign-in/challenge.js';
import type { Flow } from './sign-in/flows.js';
import type { MfaSetupReply, NewPasswordReply } from './sign-in/handlers.js';
import { associateForChallenge, mfaSetupAnswer } from './sign-in/mfa-setup.js';
import { refresh } from './sign-in/refresh.js';
import { type SignedIn, SignIn, type SignInOptions } from './sign-in/sign-in.js';
import { Session } from './tokens/session.js';
import type { SessionKey, TokenStore } from './tokens/store.js';
import { TokenSet } from './tokens/token-set.js';
import type { Principal } from './verify/principal.js';
import { TokenVerifier } from './verify/token-verifier.js';

/** Both tokens of a session, verified. */
export interface VerifiedTokens {
  readonly access: Principal;
  readonly id: Principal;
}

/** What became of a sign-out. The tokens are gone here either way. */
export type SignOutOutcome =
  | { readonly revoked: true }
  | { readonly revoked: false; readonly error: PortcullisError };

/** An answer given by hand. */
export interface RespondOptions extends AuthenticateOptions {
  /** The challenge to answer, where another instance or process met it. Default: the last one met here. */
  readonly challenge?: Challenge | undefined;
  /** The password, for a choice that goes on with one. */
  readonly password?: string | undefined;
}

/** Turns a reply into an answer to the challenge. */
type Reply = (challenge: Challenge, signIn: SignIn) => answers.Answer | Promise<answers.Answer>;

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
export class Cognito extends CognitoAccount {
  protected readonly pool: PoolConnection;
  readonly #verifier: TokenVerifier;
  readonly #session: Session;
  readonly #devices: DeviceKeeper | undefined;
  readonly #gatesUrl: string | undefined;
  #gates: GatesAdmin | undefined;
  #username: string | undefined;
  #pending: Challenge | undefined;

  /** @throws {InvalidOptionError} naming the option at fault. Nothing is sent. */
  constructor(options: CognitoOptions) {
    super();
    const {
      pool,
      username,
      tokens,
      renewBeforeExpiryMs = 60_000,
      store,
      devices,
      gatesUrl,
    } = checkCognitoOptions(options);
    this.pool = new PoolConnection(poolConfig(pool));
    const { userPoolId, clientId, issuer } = this.pool.config;
    this.#verifier = new TokenVerifier({
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
    this.#devices = devices && new DeviceKeeper(this.pool, devices);
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
    if (tokens) await this.#devices?.drop(this.named(), tokens.username);
  }

  /**
   * Signs in with a password over SRP: the password is proved, never sent (InitiateAuth with USER_SRP_AUTH).
   *
   * @returns The tokens, verified.
   * @throws {ChallengeRequiredError} one of its subclasses, when Cognito asks something that no handler answers.
   * @throws {NotAuthorizedError} when the password is wrong, the user disabled or locked out: see its `code`.
   */
  async authenticate(password: string, options: AuthenticateOptions = {}): Promise<TokenSet> {
    return this.#start('USER_SRP_AUTH', { ...checkAuthenticate(options), password: checkPassword(password) });
  }

  /** Signs in by sending the password (USER_PASSWORD_AUTH), as migration triggers need it. Throws as {@link authenticate}. */
  async authenticateWithPassword(password: string, options: AuthenticateOptions = {}): Promise<TokenSet> {
    return this.#start('USER_PASSWORD_AUTH', {
      ...checkAuthenticate(options),
      password: checkPassword(password),
    });
  }

  /**
   * Signs a user in with AWS credentials and their password (AdminInitiateAuth). Throws as {@link authenticate}.
   *
   * @param options.flow Default `ADMIN_USER_PASSWORD_AUTH`. `ADMIN_NO_SRP_AUTH` is its old name; `USER_SRP_AUTH`
   * proves the password instead of sending it.
   */
  async adminAuthenticate(
    password: string,
    options: AuthenticateOptions & {
      readonly flow?: 'ADMIN_USER_PASSWORD_AUTH' | 'ADMIN_NO_SRP_AUTH' | 'USER_SRP_AUTH';
    } = {},
  ): Promise<TokenSet> {
    const { flow = 'ADMIN_USER_PASSWORD_AUTH', ...rest } = options;
    return this.#start(flow, { ...checkAuthenticate(rest), password: checkPassword(password), admin: true });
  }

  /**
   * Signs in with the challenges that the pool's triggers make (CUSTOM_AUTH). With a `password` they come after SRP.
   * Throws as {@link authenticate}.
   *
   * @param options.answers Answers to the custom challenges, in their order, in place of `onCustomChallenge`.
   */
  async initiateCustomAuth(options: CustomAuthOptions = {}): Promise<TokenSet> {
    return this.#start('CUSTOM_AUTH', checkCustomAuth(options));
  }

  /**
   * Signs in with the first factor that is preferred, or that `onSelectChallenge` chooses (USER_AUTH). Throws as
   * {@link authenticate}.
   */
  async initiateUserAuth(options: UserAuthOptions = {}): Promise<TokenSet> {
    return this.#start('USER_AUTH', checkUserAuth(options));
  }

  /** Answers SOFTWARE_TOKEN_MFA with the authenticator's current code. */
  respondToSoftwareTokenMfa(code: string, options?: RespondOptions): Promise<TokenSet> {
    return this.#respond('SOFTWARE_TOKEN_MFA', question(answers.softwareTokenMfa, code), options);
  }

  /** Answers SMS_MFA with the code that was sent. */
  respondToSmsMfa(code: string, options?: RespondOptions): Promise<TokenSet> {
    return this.#respond('SMS_MFA', question(answers.smsMfa, code), options);
  }

  /** Answers EMAIL_OTP with the code that was sent. */
  respondToEmailOtp(code: string, options?: RespondOptions): Promise<TokenSet> {
    return this.#respond('EMAIL_OTP', question(answers.emailOtp, code), options);
  }

  /** Answers SMS_OTP with the code that was sent. */
  respondToSmsOtp(code: string, options?: RespondOptions): Promise<TokenSet> {
    return this.#respond('SMS_OTP', question(answers.smsOtp, code), options);
  }

  /** Answers NEW_PASSWORD_REQUIRED with the password to have from now on, and attributes that the pool requires. */
  respondToNewPasswordRequired(
    reply: string | NewPasswordReply,
    options?: RespondOptions,
  ): Promise<TokenSet> {
    return this.#respond('NEW_PASSWORD_REQUIRED', question(answers.newPassword, reply), options);
  }

  /** Answers SELECT_MFA_TYPE with `SMS_MFA`, `SOFTWARE_TOKEN_MFA` or `EMAIL_OTP`. */
  respondToSelectMfaType(choice: string, options?: RespondOptions): Promise<TokenSet> {
    return this.#respond('SELECT_MFA_TYPE', question(answers.selectMfaType, choice), options);
  }

  /** Answers SELECT_CHALLENGE with one of the challenge's `available` factors. */
  respondToSelectChallenge(choice: string, options?: RespondOptions): Promise<TokenSet> {
    return this.#respond('SELECT_CHALLENGE', question(answers.selectChallenge, choice), options);
  }

  /** Answers CUSTOM_CHALLENGE with what the pool's trigger expects. */
  respondToCustomChallenge(answer: string, options?: RespondOptions): Promise<TokenSet> {
    return this.#respond('CUSTOM_CHALLENGE', question(answers.customChallenge, answer), options);
  }

  /**
   * The first half of answering MFA_SETUP by hand: asks for the authenticator's secret. Its `challenge` replaces the
   * one that was given.
   */
  async beginMfaSetup(
    options: RespondOptions & { readonly issuer?: string } = {},
  ): Promise<SoftwareToken & { readonly challenge: Challenge }> {
    const { issuer, ...rest } = options;
    const { challenge, signIn } = this.#resumable('MFA_SETUP', rest);
    const { associated, ...token } = await associateForChallenge(challenge, signIn, issuer);
    this.#pending = associated;
    return { ...token, challenge: associated };
  }

  /** The second half: the authenticator's code, or an e-mail address to receive codes at. */
  respondToMfaSetup(reply: MfaSetupReply, options?: RespondOptions): Promise<TokenSet> {
    return this.#respond(
      'MFA_SETUP',
      (challenge, signIn) => mfaSetupAnswer(reply, challenge, signIn),
      options,
    );
  }

  /** Answers any challenge, known here or not, with the `ChallengeResponses` that Cognito documents for it. */
  respondToChallenge(
    responses: Readonly<Record<string, string>>,
    options?: RespondOptions,
  ): Promise<TokenSet> {
    return this.#respond(undefined, () => ({ responses }), options);
  }

  /**
   * Verifies both tokens offline: signature, issuer, app client, use and expiry.
   *
   * @throws {TokenExpiredError | InvalidTokenError} naming the claim at fault.
   * @throws {KeysUnavailableError} when the pool's signing keys cannot be had.
   */
  async verifyTokens(): Promise<VerifiedTokens> {
    return this.#verify(this.#signedIn());
  }

  /**
   * Renews the tokens if they are about to expire.
   *
   * @returns Whether they were renewed.
   */
  async checkToken(): Promise<boolean> {
    const before = this.#signedIn();
    return (await this.#fresh()) !== before;
  }

  /** The access token, renewed first when it is about to expire. Calls at the same time share one renewal. */
  async getAccessToken(): Promise<string> {
    return (await this.#fresh()).accessToken;
  }

  /** The id token, renewed first when it is about to expire. Calls at the same time share one renewal. */
  async getIdToken(): Promise<string> {
    return (await this.#fresh()).idToken;
  }

  /**
   * Renews the tokens now, whatever time they have left.
   *
   * @throws {NotAuthorizedError | RefreshTokenReuseError} when the session is over; the tokens are dropped then, and
   * only then.
   */
  async renewAccessToken(): Promise<TokenSet> {
    return (await this.#session.renew()) ?? this.#signedIn();
  }

  /**
   * Signs the user out everywhere (GlobalSignOut) and forgets the tokens here, even when Cognito cannot be reached;
   * the outcome says which.
   */
  async logout(options?: CallOptions): Promise<SignOutOutcome> {
    const { accessToken } = this.#signedIn();
    return this.#end(() => this.pool.call(GlobalSignOutCommand, { AccessToken: accessToken }, options));
  }

  /** Ends this session only (RevokeToken) and forgets its tokens here, with an outcome as {@link logout}. */
  async revoke(options?: CallOptions): Promise<SignOutOutcome> {
    const { refreshToken } = this.#signedIn();
    if (!refreshToken)
      throw new InvalidOptionError('refreshToken', 'is missing: this session cannot be revoked');
    return this.#end(() =>
      this.pool.callAs(
        RevokeTokenCommand,
        client => ({ ...client.credentials, Token: refreshToken }),
        options,
      ),
    );
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

  async #start(flow: Flow, options: Omit<SignInOptions, 'username'>): Promise<TokenSet> {
    const signIn = new SignIn(this.pool, { ...options, username: this.named(), devices: this.#devices });
    return this.#complete(signIn.start(flow));
  }

  async #respond(name: string | undefined, reply: Reply, options: RespondOptions = {}): Promise<TokenSet> {
    const { challenge, signIn } = this.#resumable(name, options);
    return this.#complete(signIn.resume(challenge, await reply(challenge, signIn)));
  }

  /** A sign-in that goes on from a challenge, which is checked first. */
  #resumable(name: string | undefined, { challenge: given = this.#pending, ...options }: RespondOptions) {
    if (!given) throw new InvalidOptionError('options.challenge', 'is missing: no challenge was met here');
    const challenge = checkChallenge(given, this.pool.config);
    if (name && challenge.name !== name)
      throw new InvalidOptionError('challenge.name', `is ${challenge.name}; this method answers ${name}`);
    const signIn = new SignIn(this.pool, {
      ...checkUserAuth(options),
      username: this.#username ?? challenge.username,
      admin: challenge.admin,
      devices: this.#devices,
    });
    return { challenge, signIn };
  }

  /** Takes a sign-in to its end: tokens are verified before they are kept, and stored before they are handed out. */
  async #complete(run: Promise<SignedIn>): Promise<TokenSet> {
    try {
      const { result, device } = await run;
      const tokens = tokensFrom(result, device?.deviceKey);
      await this.#verify(tokens);
      const confirmed = await this.#devices?.confirm(
        result.NewDeviceMetadata,
        tokens,
        this.named(tokens.username),
      );
      const kept = confirmed ? tokens.with({ deviceKey: confirmed.deviceKey }) : tokens;
      await this.#session.keep(kept, this.#key(tokens.username));
      this.#pending = undefined;
      return kept;
    } catch (error) {
      if (error instanceof ChallengeRequiredError) this.#pending = error.challenge;
      throw error;
    }
  }

  async #renew(tokens: TokenSet): Promise<TokenSet> {
    const { refreshToken, username, deviceKey } = tokens;
    if (!refreshToken) throw new NotSignedInError();
    const result = await refresh(this.pool, { refreshToken, username, deviceKey });
    return tokensFrom({ RefreshToken: refreshToken, ...result }, deviceKey);
  }

  async #verify({ accessToken, idToken }: TokenSet): Promise<VerifiedTokens> {
    const [access, id] = await Promise.all([
      this.#verifier.verify(accessToken, { tokenUse: 'access' }),
      this.#verifier.verify(idToken, { tokenUse: 'id', accessToken }),
    ]);
    return { access, id };
  }

  /** Makes the call that ends the session, and forgets the session whatever comes of it. */
  async #end(call: () => Promise<unknown>): Promise<SignOutOutcome> {
    try {
      await call();
      return { revoked: true };
    } catch (error) {
      if (!(error instanceof PortcullisError)) throw error;
      return { revoked: false, error };
    } finally {
      await this.#session.drop();
    }
  }

  async #fresh(): Promise<TokenSet> {
    return (await this.#session.fresh()) ?? this.#signedIn();
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

const question =
  <R>(
    { answer }: { answer(reply: R, challenge: Challenge, signIn: SignIn): answers.Answer },
    reply: R,
  ): Reply =>
  (challenge, signIn) =>
    answer(reply, challenge, signIn);

function tokensFrom(result: AuthenticationResultType, deviceKey?: string): TokenSet {
  const { AccessToken: accessToken = '', IdToken: idToken = '', RefreshToken: refreshToken } = result;
  return new TokenSet({ accessToken, idToken, refreshToken, deviceKey });
}
