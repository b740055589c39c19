import { Account } from '../account/account.js';
import type { SoftwareToken } from '../api/software-token.js';
import { HOME } from '../config/partitions.js';
import type { Challenge } from '../errors/challenge.js';
import { InvalidOptionError } from '../errors/invalid-option.js';
import { check, stringMap, text } from '../internal/options.js';
import type { Person } from '../person/person.js';
import type { CompleteTokenSet } from '../tokens/token-set.js';
import { checkChallenge } from './challenge.js';
import type { MfaSetupReply, NewPasswordReply } from './handlers.js';
import { associateForChallenge, mfaSetupResponse } from './mfa-setup.js';
import * as O from './options.js';
import * as questions from './questions.js';
import { settle, start } from './run.js';
import { SignIn } from './sign-in.js';

/** Turns a reply into a response to the challenge. */
type Respond = (
  challenge: Challenge,
  signIn: SignIn,
) => questions.ChallengeResponse | Promise<questions.ChallengeResponse>;

/** The ways to sign in: every flow, and every challenge answered by hand. */
export class AuthFlows extends Account {
  readonly #person: Person;

  constructor(person: Person) {
    super(person);
    this.#person = person;
  }

  /**
   * Signs in with a password over SRP: the password is proved, never sent (InitiateAuth with USER_SRP_AUTH).
   *
   * @returns The tokens, verified.
   * @throws {ChallengeRequiredError} one of its subclasses, when Cognito asks something that no handler answers.
   * @throws {NotAuthorizedError} when the password is wrong, the user disabled or locked out: see its `code`.
   */
  async authenticate(password: string, options?: O.AuthenticateOptions): Promise<CompleteTokenSet> {
    const checked = O.checkAuthenticate(options);
    return await start(this.#person, 'USER_SRP_AUTH', { ...checked, password: text(password, 'password') });
  }

  /** Signs in by sending the password (USER_PASSWORD_AUTH), as migration triggers need it. Throws as {@link authenticate}. */
  async authenticateWithPassword(
    password: string,
    options?: O.AuthenticateOptions,
  ): Promise<CompleteTokenSet> {
    const checked = O.checkAuthenticate(options);
    return await start(this.#person, 'USER_PASSWORD_AUTH', {
      ...checked,
      password: text(password, 'password'),
    });
  }

  /**
   * Signs in with the challenges that the pool's triggers make (CUSTOM_AUTH). With a `password` they come after SRP.
   * Throws as {@link authenticate}.
   */
  async initiateCustomAuth(options?: O.CustomAuthOptions): Promise<CompleteTokenSet> {
    return await start(this.#person, 'CUSTOM_AUTH', O.checkCustomAuth(options));
  }

  /**
   * Signs in with the first factor that is preferred, or that `onSelectChallenge` chooses (USER_AUTH). Throws as
   * {@link authenticate}.
   */
  async initiateUserAuth(options?: O.UserAuthOptions): Promise<CompleteTokenSet> {
    return await start(this.#person, 'USER_AUTH', O.checkUserAuth(options));
  }

  /** Answers SOFTWARE_TOKEN_MFA with the authenticator's current code. */
  async respondToSoftwareTokenMfa(code: string, options?: O.RespondOptions): Promise<CompleteTokenSet> {
    return await this.#respond('SOFTWARE_TOKEN_MFA', reply(questions.softwareTokenMfa, code), options);
  }

  /** Answers SMS_MFA with the code that was sent. */
  async respondToSmsMfa(code: string, options?: O.RespondOptions): Promise<CompleteTokenSet> {
    return await this.#respond('SMS_MFA', reply(questions.smsMfa, code), options);
  }

  /** Answers EMAIL_OTP with the code that was sent. */
  async respondToEmailOtp(code: string, options?: O.RespondOptions): Promise<CompleteTokenSet> {
    return await this.#respond('EMAIL_OTP', reply(questions.emailOtp, code), options);
  }

  /** Answers SMS_OTP with the code that was sent. */
  async respondToSmsOtp(code: string, options?: O.RespondOptions): Promise<CompleteTokenSet> {
    return await this.#respond('SMS_OTP', reply(questions.smsOtp, code), options);
  }

  /** Answers NEW_PASSWORD_REQUIRED with the password to have from now on, and attributes that the pool requires. */
  async respondToNewPasswordRequired(
    answer: string | NewPasswordReply,
    options?: O.RespondOptions,
  ): Promise<CompleteTokenSet> {
    return await this.#respond('NEW_PASSWORD_REQUIRED', reply(questions.newPassword, answer), options);
  }

  /** Answers SELECT_MFA_TYPE with `SMS_MFA`, `SOFTWARE_TOKEN_MFA` or `EMAIL_OTP`. */
  async respondToSelectMfaType(choice: string, options?: O.RespondOptions): Promise<CompleteTokenSet> {
    return await this.#respond('SELECT_MFA_TYPE', reply(questions.selectMfaType, choice), options);
  }

  /** Answers SELECT_CHALLENGE with one of the challenge's `available` factors. */
  async respondToSelectChallenge(choice: string, options?: O.RespondOptions): Promise<CompleteTokenSet> {
    return await this.#respond('SELECT_CHALLENGE', reply(questions.selectChallenge, choice), options);
  }

  /** Answers CUSTOM_CHALLENGE with what the pool's trigger expects. */
  async respondToCustomChallenge(answer: string, options?: O.RespondOptions): Promise<CompleteTokenSet> {
    return await this.#respond('CUSTOM_CHALLENGE', reply(questions.customChallenge, answer), options);
  }

  /**
   * The first half of answering MFA_SETUP by hand: asks for the authenticator's secret. Its `challenge` replaces the
   * one that was given.
   */
  async beginMfaSetup(
    options?: O.BeginMfaSetupOptions,
  ): Promise<SoftwareToken & { readonly challenge: Challenge }> {
    const { issuer, ...rest } = O.checkBeginMfaSetup(options);
    const { challenge, signIn } = await this.#resumable('MFA_SETUP', rest);
    const { associated, ...token } = await associateForChallenge(challenge, signIn, issuer);
    this.#person.challenge = associated;
    return { ...token, challenge: associated };
  }

  /** The second half: the authenticator's code, or an e-mail address to receive codes at. */
  async respondToMfaSetup(answer: MfaSetupReply, options?: O.RespondOptions): Promise<CompleteTokenSet> {
    const respond: Respond = (challenge, signIn) => mfaSetupResponse(answer, challenge, signIn);
    return await this.#respond('MFA_SETUP', respond, options);
  }

  /** Answers any challenge, known here or not, with the `ChallengeResponses` that Cognito documents for it. */
  async respondToChallenge(
    responses: Readonly<Record<string, string>>,
    options?: O.RespondOptions,
  ): Promise<CompleteTokenSet> {
    const checked = check(stringMap, responses, 'responses');
    return await this.#respond(undefined, () => ({ responses: checked }), options);
  }

  async #respond(
    name: string | undefined,
    respond: Respond,
    options?: O.RespondOptions,
  ): Promise<CompleteTokenSet> {
    const { revokeReplaced, ...checked } = O.checkRespond(options);
    const { challenge, signIn } = await this.#resumable(name, checked);
    const { time } = signIn.options;
    const response = await respond(challenge, signIn);
    return await settle(this.#person, { time, revokeReplaced }, () => signIn.resume(challenge, response));
  }

  /** A sign-in that resumes from a challenge, which is checked first. */
  async #resumable(
    name: string | undefined,
    { challenge: given = this.#person.challenge, signal, timeoutMs, admin, ...options }: O.RespondOptions,
  ) {
    const { devices, pool, username, challenge: met } = this.#person;
    if (!given) throw new InvalidOptionError('options.challenge', 'is missing: no challenge was met here');
    const challenge = checkChallenge(given, pool.api, username);
    if (name && challenge.name !== name)
      throw new InvalidOptionError('challenge.name', `is ${challenge.name}; this method answers ${name}`);
    const signIn = new SignIn(pool.api, await pool.srp, {
      ...options,
      username: username ?? challenge.username,
      admin: withCredentials(challenge, given === met ? challenge.admin : admin),
      region: challenge.region ?? HOME,
      devices,
      time: this.#person.time({ signal, timeoutMs }),
    });
    return { challenge, signIn };
  }
}

/** @throws {InvalidOptionError} when AWS credentials began the sign-in, and the caller does not say to use them. */
function withCredentials({ admin: begunSo }: Challenge, admin = false): boolean {
  if (admin || !begunSo) return admin;
  throw new InvalidOptionError(
    'challenge.admin',
    'says that AWS credentials began the sign-in: pass admin: true to finish it with them',
  );
}

const reply =
  <R>(
    question: { respond(answer: R, challenge: Challenge, signIn: SignIn): questions.ChallengeResponse },
    answer: R,
  ): Respond =>
  (challenge, signIn) =>
    question.respond(answer, challenge, signIn);
