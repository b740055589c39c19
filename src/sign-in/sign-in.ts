import type { InitiateAuthCommandOutput } from '@aws-sdk/client-cognito-identity-provider';
import type { AppClient } from '../api/app-client.js';
import type { CallOptions } from '../api/call-options.js';
import type { CallTime } from '../api/call-time.js';
import { mayHaveSucceeded } from '../api/repetition.js';
import type { Route } from '../api/route.js';
import type { UnsignedApi } from '../api/unsigned-api.js';
import type { Challenge } from '../errors/challenge.js';
import { ConnectionError } from '../errors/connection.js';
import { CodeMismatchError, InvalidParameterError } from '../errors/service.js';
import type { SignedIn } from '../person/sign-in-end.js';
import { newEphemeral, type SrpEphemeral } from '../srp/client-steps.js';
import type { AnyPlatform } from '../srp/platform.js';
import type { RememberedDevice } from '../tokens/device-store.js';
import { challengeFrom } from './challenge.js';
import { allowValueOf, authParameters, type FirstFactor, type Flow } from './flows.js';
import { type ChallengeHandlers, MAX_ATTEMPTS } from './handlers.js';
import type { ChallengeResponse } from './questions.js';
import { deviceIsGone, deviceRefused, proofIsRefused } from './refusals.js';
import { isProof, responderTo } from './responders.js';

/** The tracked devices that a sign-in may use, by username. */
export interface KnownDevices {
  find(username: string): Promise<RememberedDevice | undefined>;
  /** The pool does not know the device any more. */
  drop(deviceKey: string, ...usernames: readonly string[]): Promise<void>;
}

/** What one sign-in needs to know. */
export interface SignInOptions extends ChallengeHandlers {
  readonly time: CallTime;
  /** The username, e-mail address or phone number as the person typed it. */
  readonly username: string;
  readonly password?: string | undefined;
  /** Goes through the Admin operations, with AWS credentials. */
  readonly admin?: boolean | undefined;
  /** `AuthParameters` besides those of the flow. */
  readonly authParameters?: Readonly<Record<string, string>> | undefined;
  /** The first factor that USER_AUTH asks for. */
  readonly preferredChallenge?: FirstFactor | undefined;
  /** Passed to the pool's Lambda triggers. */
  readonly clientMetadata?: Readonly<Record<string, string>> | undefined;
  readonly devices?: KnownDevices | undefined;
  /** The Region that the sign-in was begun in, where it resumes from a challenge. */
  readonly region?: string | undefined;
}

/** By how much the time of a proof is surely wrong. Cognito is said to bear five minutes. */
const MOST_SKEW_MS = 60_000;

type Step = { readonly challenge: Challenge } | { readonly result: SignedIn['result'] };

/** One run from a flow, or from a challenge of an earlier run, to tokens. */
export class SignIn {
  /** The device to sign in with, once it is known whose it is. */
  device: RememberedDevice | undefined;
  /** How many custom challenges this run has met. */
  customRounds = 0;
  /** Where this run's calls go. */
  route: Route;
  #ephemeral: SrpEphemeral | undefined;
  #deviceRefused = false;
  #newPassword: string | undefined;
  #askedOutside = false;
  #offsetOfProof: number | undefined;

  constructor(
    readonly api: UnsignedApi,
    readonly srp: AnyPlatform,
    readonly options: SignInOptions,
  ) {
    this.route = { region: options.region };
  }

  get username(): string {
    return this.options.username;
  }

  /** The time that each request of this run has. */
  get call(): CallOptions {
    return this.options.time.left;
  }

  /** Calls a handler, outside the time of the run. */
  async ask<Reply>(handler: () => Reply | Promise<Reply>): Promise<Reply> {
    return await this.options.time.waitForPerson(handler);
  }

  get handlers(): ChallengeHandlers {
    return this.options;
  }

  /** The one that the user has by now. */
  get password(): string | undefined {
    return this.#newPassword ?? this.options.password;
  }

  /** SRP's one-time key pair, made when it is first needed. */
  get ephemeral(): SrpEphemeral {
    this.#ephemeral ??= newEphemeral(this.api.config.random, this.srp);
    return this.#ephemeral;
  }

  /** The device proves itself with a key pair of its own. */
  renewEphemeral(): SrpEphemeral {
    this.#ephemeral = undefined;
    return this.ephemeral;
  }

  /**
   * Begins with a flow and answers what comes, until there are tokens.
   *
   * @throws {ChallengeRequiredError} when a challenge has no handler.
   */
  async start(flow: Flow): Promise<SignedIn> {
    try {
      return await this.#run(flow);
    } catch (error) {
      if (!this.#mayStartOver(error)) throw error;
      return await this.#run(flow);
    }
  }

  /**
   * Whether a sign-in that failed so may begin once more: its device did not prove itself, and is dropped by now; or an
   * answer was lost, the Region that began it is gone, or its proof had a wrong time, while all was answered from what is
   * known here, so that no code and no new password is spent.
   */
  #mayStartOver(error: unknown): boolean {
    if (this.#deviceRefused) return true;
    const leftRegion = this.route.region !== undefined && error instanceof ConnectionError;
    return !this.#askedOutside && (leftRegion || mayHaveSucceeded(error) || this.#hadWrongTime(error));
  }

  /** The service's time, for the timestamp of a proof. */
  timeOfProof(): number {
    this.#offsetOfProof = this.api.clockOffsetMs;
    return this.api.now();
  }

  /** Whether a proof was refused whose timestamp was minutes off, as the refusal's own date has told. */
  #hadWrongTime(error: unknown): boolean {
    const { clockOffsetMs } = this.api;
    const wrongBy = clockOffsetMs - (this.#offsetOfProof ?? clockOffsetMs);
    return proofIsRefused(error) && Math.abs(wrongBy) > MOST_SKEW_MS;
  }

  async #run(flow: Flow): Promise<SignedIn> {
    const { username } = this.options;
    this.customRounds = 0;
    this.#ephemeral = undefined;
    this.route = {};
    this.device = await this.#find(username);
    return await this.#finish(await this.#withDevice(username, deviceKey => this.#open(flow, deviceKey)));
  }

  /** Resumes from a challenge with the response to it. */
  async resume(challenge: Challenge, response: ChallengeResponse): Promise<SignedIn> {
    return await this.#finish(await this.#respond(challenge, response));
  }

  async #finish(first: Step): Promise<SignedIn> {
    let step = first;
    let attempt = 1;
    while ('challenge' in step) {
      const { challenge } = step;
      this.#askedOutside ||= !isProof(challenge.name);
      const response = await responderTo(challenge.name)(challenge, this, attempt);
      try {
        step = await this.#respond(challenge, response);
        attempt = 1;
      } catch (error) {
        // A wrong code leaves the challenge open, so the handler gets another try.
        if (!(error instanceof CodeMismatchError) || ++attempt > MAX_ATTEMPTS) throw error;
      }
    }
    return { result: step.result, device: this.device };
  }

  async #open(flow: Flow, deviceKey: { DEVICE_KEY?: string }): Promise<Step> {
    const { username, admin, clientMetadata, authParameters: own } = this.options;
    const parameters = { ...own, USERNAME: username, ...authParameters[flow](this), ...deviceKey };
    const inputOf = (client: AppClient) => ({
      AuthFlow: flow,
      ClientId: client.id,
      AuthParameters: { ...parameters, ...client.secretHash(username) },
      ClientMetadata: clientMetadata,
    });
    try {
      const output = admin
        ? await this.api.callAs('AdminInitiateAuth', this.#withPool(inputOf), this.call, this.route)
        : await this.api.callAs('InitiateAuth', inputOf, this.call, this.route);
      return this.#step(output, username);
    } catch (error) {
      if (error instanceof InvalidParameterError && error.code === 'FLOW_NOT_ENABLED')
        throw error.withAdvice(`Add ${allowValueOf(flow)} to the app client's ExplicitAuthFlows.`);
      throw error;
    }
  }

  async #respond(challenge: Challenge, response: ChallengeResponse): Promise<Step> {
    // An alias finds no device at the start; by now the stored username is known.
    this.device ??= await this.#find(challenge.username);
    const deviceOnly = challenge.name.startsWith('DEVICE_');
    return await this.#withDevice(
      challenge.username,
      deviceKey => this.#send(challenge, response, deviceKey),
      deviceOnly,
    );
  }

  async #send(
    challenge: Challenge,
    { responses, session = challenge.session }: ChallengeResponse,
    deviceKey: object,
  ) {
    const { username } = challenge;
    const inputOf = (client: AppClient) => ({
      ClientId: client.id,
      ChallengeName: challenge.name as 'SMS_MFA', // The SDK's union lags behind the service; any name may be answered.
      Session: session,
      ChallengeResponses: { USERNAME: username, ...deviceKey, ...responses, ...client.secretHash(username) },
      ClientMetadata: this.options.clientMetadata,
    });
    const output = this.options.admin
      ? await this.api.callAs('AdminRespondToAuthChallenge', this.#withPool(inputOf), this.call, this.route)
      : await this.api.callAs('RespondToAuthChallenge', inputOf, this.call, this.route);
    if (challenge.name === 'NEW_PASSWORD_REQUIRED') this.#newPassword = responses.NEW_PASSWORD;
    return this.#step(output, username);
  }

  /**
   * Names the device in a call. One that the pool forgot, or whose proof it refuses, is dropped. Then the call is made
   * once more without it, unless only the device could make it.
   */
  async #withDevice(
    username: string,
    send: (deviceKey: { DEVICE_KEY?: string }) => Promise<Step>,
    deviceOnly = false,
  ): Promise<Step> {
    if (!this.device) return await send({});
    const { deviceKey } = this.device;
    try {
      return await send({ DEVICE_KEY: deviceKey });
    } catch (error) {
      const failedToProve = deviceOnly && proofIsRefused(error) && !this.#hadWrongTime(error);
      if (!deviceIsGone(error) && !failedToProve) throw error;
      this.device = undefined;
      const { devices, time } = this.options;
      await time.wait(async () => devices?.drop(deviceKey, username, this.options.username));
      this.#deviceRefused = deviceOnly;
      if (failedToProve) throw deviceRefused(error);
      if (deviceOnly) throw error;
      return await send({});
    }
  }

  async #find(username: string): Promise<RememberedDevice | undefined> {
    const { devices, time } = this.options;
    return devices && (await time.wait(() => devices.find(username)));
  }

  #step(output: InitiateAuthCommandOutput, username: string): Step {
    if (output.AuthenticationResult) return { result: output.AuthenticationResult };
    if (output.ChallengeName === 'CUSTOM_CHALLENGE') this.customRounds++;
    const { admin = false } = this.options;
    return { challenge: challengeFrom(output, this.api, { username, admin, ...this.route }) };
  }

  /** The Admin operations name the pool besides. */
  #withPool<Input>(inputOf: (client: AppClient) => Input) {
    return (client: AppClient) => ({ ...inputOf(client), UserPoolId: this.api.config.userPoolId });
  }
}
