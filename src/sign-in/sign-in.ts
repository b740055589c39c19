import {
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  type AuthenticationResultType,
  InitiateAuthCommand,
  type InitiateAuthCommandOutput,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Challenge } from '../errors/challenge.js';
import {
  CodeMismatchError,
  InvalidParameterError,
  NotAuthorizedError,
  ResourceNotFoundError,
} from '../errors/service.js';
import type { AppClient } from '../pool/app-client.js';
import type { CallOptions, PoolConnection } from '../pool/connection.js';
import { createEphemeral, type SrpEphemeral } from '../srp/client.js';
import type { RememberedDevice } from '../tokens/device-store.js';
import { answererOf } from './answerers.js';
import type { Answer } from './answers.js';
import { challengeFrom } from './challenge.js';
import { allowValueOf, type FirstFactor, type Flow, openingMoves } from './flows.js';
import { type ChallengeHandlers, MAX_ATTEMPTS } from './handlers.js';

/** Where a sign-in finds the tracked device that it may sign in with, by username. */
export interface DeviceBook {
  find(username: string): Promise<RememberedDevice | undefined>;
  /** The pool does not know the device any more. */
  drop(...usernames: readonly string[]): Promise<void>;
}

/** What one sign-in needs to know. */
export interface SignInOptions extends ChallengeHandlers, CallOptions {
  /** The username, e-mail address or phone number as the person typed it. */
  readonly username: string;
  readonly password?: string | undefined;
  /** Goes through the Admin operations, with AWS credentials. */
  readonly admin?: boolean | undefined;
  /** The first factor that USER_AUTH asks for. */
  readonly preferredChallenge?: FirstFactor | undefined;
  /** Passed to the pool's Lambda triggers. */
  readonly clientMetadata?: Readonly<Record<string, string>> | undefined;
  readonly devices?: DeviceBook | undefined;
}

type Step = { readonly challenge: Challenge } | { readonly result: AuthenticationResultType };

/** The end of a sign-in: what Cognito gave, and the device that it was given for. */
export interface SignedIn {
  readonly result: AuthenticationResultType;
  readonly device: RememberedDevice | undefined;
}

/** One run from an opening move, or from a challenge of an earlier run, to tokens. */
export class SignIn {
  /** The device to sign in with, once it is known whose it is. */
  device: RememberedDevice | undefined;
  /** How many custom challenges this run has met. */
  customRounds = 0;
  #ephemeral: SrpEphemeral | undefined;
  #deviceRefused = false;

  constructor(
    readonly pool: PoolConnection,
    readonly options: SignInOptions,
  ) {}

  get handlers(): ChallengeHandlers {
    return this.options;
  }

  get password(): string | undefined {
    return this.options.password;
  }

  /** SRP's one-time key pair, made when it is first needed. */
  get ephemeral(): SrpEphemeral {
    this.#ephemeral ??= createEphemeral(this.pool.config.random);
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
      // The device failed to prove itself. It is dropped by now, so begin without it.
      if (!this.#deviceRefused) throw error;
      return this.#run(flow);
    }
  }

  async #run(flow: Flow): Promise<SignedIn> {
    const { username, devices } = this.options;
    this.customRounds = 0;
    this.device = await devices?.find(username);
    return this.#finish(await this.#withDevice(username, deviceKey => this.#open(flow, deviceKey)));
  }

  /** Goes on from a challenge with its answer. */
  async resume(challenge: Challenge, answer: Answer): Promise<SignedIn> {
    return this.#finish(await this.#respond(challenge, answer));
  }

  async #finish(first: Step): Promise<SignedIn> {
    let step = first;
    let attempt = 1;
    while ('challenge' in step) {
      const { challenge } = step;
      const answer = await answererOf(challenge.name)(challenge, this, attempt);
      try {
        step = await this.#respond(challenge, answer);
        attempt = 1;
      } catch (error) {
        // A wrong code leaves the challenge open, so the handler gets another try.
        if (!(error instanceof CodeMismatchError) || ++attempt > MAX_ATTEMPTS) throw error;
      }
    }
    return { result: step.result, device: this.device };
  }

  async #open(flow: Flow, deviceKey: { DEVICE_KEY?: string }): Promise<Step> {
    const { username, admin, clientMetadata } = this.options;
    const parameters = { USERNAME: username, ...openingMoves[flow](this), ...deviceKey };
    const inputOf = (client: AppClient) => ({
      AuthFlow: flow,
      ClientId: client.id,
      AuthParameters: { ...parameters, ...client.secretHash(username) },
      ClientMetadata: clientMetadata,
    });
    try {
      const output = admin
        ? await this.pool.callAs(AdminInitiateAuthCommand, this.#withPool(inputOf), this.options)
        : await this.pool.callAs(InitiateAuthCommand, inputOf, this.options);
      return this.#step(output, username);
    } catch (error) {
      if (error instanceof InvalidParameterError && error.code === 'FLOW_NOT_ENABLED')
        throw error.withAdvice(`Add ${allowValueOf(flow)} to the app client's ExplicitAuthFlows.`);
      throw error;
    }
  }

  async #respond(challenge: Challenge, answer: Answer): Promise<Step> {
    // An alias finds no device at the start; by now the stored username is known.
    this.device ??= await this.options.devices?.find(challenge.username);
    const deviceOnly = challenge.name.startsWith('DEVICE_');
    return this.#withDevice(
      challenge.username,
      deviceKey => this.#send(challenge, answer, deviceKey),
      deviceOnly,
    );
  }

  async #send(challenge: Challenge, { responses, session = challenge.session }: Answer, deviceKey: object) {
    const { username } = challenge;
    const inputOf = (client: AppClient) => ({
      ClientId: client.id,
      ChallengeName: challenge.name as 'SMS_MFA', // The SDK's union lags behind the service; any name may be answered.
      Session: session,
      ChallengeResponses: { USERNAME: username, ...deviceKey, ...responses, ...client.secretHash(username) },
      ClientMetadata: this.options.clientMetadata,
    });
    const output = challenge.admin
      ? await this.pool.callAs(AdminRespondToAuthChallengeCommand, this.#withPool(inputOf), this.options)
      : await this.pool.callAs(RespondToAuthChallengeCommand, inputOf, this.options);
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
    if (!this.device) return send({});
    try {
      return await send({ DEVICE_KEY: this.device.deviceKey });
    } catch (error) {
      if (!deviceIsGone(error) && !(deviceOnly && proofIsRefused(error))) throw error;
      this.device = undefined;
      await this.options.devices?.drop(username, this.options.username);
      this.#deviceRefused = deviceOnly;
      if (deviceOnly) throw error;
      return send({});
    }
  }

  #step(output: InitiateAuthCommandOutput, username: string): Step {
    if (output.AuthenticationResult) return { result: output.AuthenticationResult };
    if (output.ChallengeName === 'CUSTOM_CHALLENGE') this.customRounds++;
    const { config } = this.pool;
    return { challenge: challengeFrom(output, { config, username, admin: this.options.admin ?? false }) };
  }

  /** The Admin operations name the pool besides. */
  #withPool<Input>(inputOf: (client: AppClient) => Input) {
    return (client: AppClient) => ({ ...inputOf(client), UserPoolId: this.pool.config.userPoolId });
  }
}

/** A device's wrong proof gets the words of a wrong password, which by then was right. */
const proofIsRefused = (error: unknown): boolean =>
  error instanceof NotAuthorizedError && error.code === 'BAD_CREDENTIALS';

const deviceIsGone = (error: unknown): boolean =>
  error instanceof ResourceNotFoundError && error.code === 'DEVICE_NOT_FOUND';
