import type { SoftwareToken } from './account/software-token.js';
import { CognitoAdmin } from './cognito-admin.js';
import {
  type AuthenticateOptions,
  type CustomAuthOptions,
  checkAuthenticate,
  checkCustomAuth,
  checkPassword,
  checkUserAuth,
  type UserAuthOptions,
} from './cognito-options.js';
import { type Challenge, ChallengeRequiredError } from './errors/challenge.js';
import { InvalidOptionError } from './errors/invalid-option.js';
import * as answers from './sign-in/answers.js';
import { checkChallenge } from './sign-in/challenge.js';
import type { Flow } from './sign-in/flows.js';
import type { MfaSetupReply, NewPasswordReply } from './sign-in/handlers.js';
import { associateForChallenge, mfaSetupAnswer } from './sign-in/mfa-setup.js';
import { type DeviceBook, type SignedIn, SignIn, type SignInOptions } from './sign-in/sign-in.js';
import type { TokenSet } from './tokens/token-set.js';

/** An answer given by hand. */
export interface RespondOptions extends AuthenticateOptions {
  /** The challenge to answer, where another instance or process met it. Default: the last one met here. */
  readonly challenge?: Challenge | undefined;
  /** The password, for a choice that goes on with one. */
  readonly password?: string | undefined;
}

/** Turns a reply into an answer to the challenge. */
type Reply = (challenge: Challenge, signIn: SignIn) => answers.Answer | Promise<answers.Answer>;

/** The ways in: every flow, and every challenge answered by hand. The third part of {@link Cognito}. */
export abstract class CognitoSignIn extends CognitoAdmin {
  /** The last challenge that was met here. */
  #pending: Challenge | undefined;

  protected abstract readonly devices: DeviceBook | undefined;

  /** Takes the end of a sign-in: tokens are verified before they are kept, and stored before they are handed out. */
  protected abstract keep(signedIn: SignedIn): Promise<TokenSet>;

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

  async #start(flow: Flow, options: Omit<SignInOptions, 'username'>): Promise<TokenSet> {
    const signIn = new SignIn(this.pool, { ...options, username: this.named(), devices: this.devices });
    return this.#settle(signIn.start(flow));
  }

  async #respond(name: string | undefined, reply: Reply, options: RespondOptions = {}): Promise<TokenSet> {
    const { challenge, signIn } = this.#resumable(name, options);
    return this.#settle(signIn.resume(challenge, await reply(challenge, signIn)));
  }

  /** A sign-in that goes on from a challenge, which is checked first. */
  #resumable(name: string | undefined, { challenge: given = this.#pending, ...options }: RespondOptions) {
    if (!given) throw new InvalidOptionError('options.challenge', 'is missing: no challenge was met here');
    const challenge = checkChallenge(given, this.pool.config);
    if (name && challenge.name !== name)
      throw new InvalidOptionError('challenge.name', `is ${challenge.name}; this method answers ${name}`);
    const signIn = new SignIn(this.pool, {
      ...checkUserAuth(options),
      username: this.username ?? challenge.username,
      admin: challenge.admin,
      devices: this.devices,
    });
    return { challenge, signIn };
  }

  async #settle(run: Promise<SignedIn>): Promise<TokenSet> {
    try {
      const tokens = await this.keep(await run);
      this.#pending = undefined;
      return tokens;
    } catch (error) {
      if (error instanceof ChallengeRequiredError) this.#pending = error.challenge;
      throw error;
    }
  }
}

const question =
  <R>(
    { answer }: { answer(reply: R, challenge: Challenge, signIn: SignIn): answers.Answer },
    reply: R,
  ): Reply =>
  (challenge, signIn) =>
    answer(reply, challenge, signIn);
