import type { ApiConfig } from '../config/api-config.js';
import { InvalidOptionError } from '../errors/invalid-option.js';
import { NotSentError } from '../errors/not-sent.js';
import { NotAuthorizedError } from '../errors/service.js';
import { Deadline } from '../internal/deadline.js';
import type { Clock } from '../internal/seams.js';
import type { AppClient } from './app-client.js';
import { type CallOptions, checkCallOptions } from './call-options.js';
import { CallTime } from './call-time.js';
import { timeout } from './failure.js';
import type { Input, OperationName, Output } from './operations.js';
import { type Repetition, Tries } from './repetition.js';
import { Retries } from './retry.js';
import type { Route } from './route.js';
import { ServiceClock } from './service-clock.js';
import type { Transport } from './transport.js';
import { type Call, sendUnsigned } from './unsigned-call.js';
import { UNSIGNED } from './unsigned-operations.js';

/**
 * The operations of Cognito's API that need no AWS credentials, as one pool is reached: one transport, one learnt clock.
 * It names no runtime: an entry hands in what carries requests.
 */
export class UnsignedApi<Config extends ApiConfig = ApiConfig> {
  readonly config: Config;
  protected readonly transport: Transport;
  protected readonly retries: Retries;
  protected readonly serviceClock: ServiceClock;
  /** The app client with the secret that worked last, then with the other one while a secret is being rotated. */
  #clients: readonly AppClient[];

  constructor(config: Config, transport: Transport, clients: readonly AppClient[]) {
    this.config = config;
    this.transport = transport;
    this.retries = new Retries(config);
    this.serviceClock = new ServiceClock(config.clock);
    this.#clients = clients;
  }

  /** Milliseconds since the epoch by the service's clock, as far as its answers have told. */
  readonly now: Clock = () => this.serviceClock.now();

  /** By how many milliseconds this machine's clock is slow, as far as the service has told. */
  get clockOffsetMs(): number {
    return this.serviceClock.offsetMs;
  }

  /** Whether the service's answers tell its time. */
  get knowsTime(): boolean {
    return this.serviceClock.isTold;
  }

  /** Takes the service's time from what it has signed or refused, in epoch milliseconds. */
  learnTime(serviceTime: number): void {
    this.serviceClock.set(serviceTime);
  }

  /**
   * Calls one operation.
   *
   * @param route Shared by the calls of one sign-in: all of them go to the Region that answers the first.
   * @throws {InvalidOptionError} naming the call option at fault. Nothing is sent.
   * @throws {ServiceError} one of its subclasses, when Cognito refuses.
   * @throws {ConnectionError} when no answer came, or none that can be read.
   * @throws {NotSentError} when nothing was sent, such as for want of AWS credentials.
   */
  async call<Name extends OperationName>(
    operation: Name,
    input: Input<Name>,
    options?: CallOptions,
    route?: Route,
  ): Promise<Output<Name>> {
    const { signal, timeoutMs = this.config.timeoutMs } = checkCallOptions(options);
    signal?.throwIfAborted();
    const deadline = new Deadline(timeoutMs, signal);
    const call = { operation, input, address: this.address };
    const tries = new Tries(this.repetitionOf(operation), input);
    try {
      return await this.send(call, deadline, tries, route);
    } catch (error) {
      signal?.throwIfAborted();
      if (tries.succeededBefore(error)) return {} as Output<Name>;
      throw this.explained(tries.explained(deadline.timedOut ? timeout(call, timeoutMs) : error));
    } finally {
      deadline.close();
    }
  }

  /**
   * Calls one operation in the app client's name. While its secret is being rotated, a call that is refused for the
   * secret is made once more with the other.
   *
   * @throws {InvalidOptionError} when no app client is configured.
   */
  async callAs<Name extends OperationName>(
    operation: Name,
    inputOf: (client: AppClient) => Input<Name>,
    options?: CallOptions,
    route?: Route,
  ): Promise<Output<Name>> {
    const [client, other] = this.#clients;
    if (!client) throw new InvalidOptionError('clientId', 'is missing: this call is made for an app client');
    const { address } = this;
    const time = new CallTime(checkCallOptions(options), { address, timeoutMs: this.config.timeoutMs });
    try {
      return await this.call(operation, inputOf(client), time.left, route);
    } catch (error) {
      const wrongSecret = error instanceof NotAuthorizedError && error.code === 'SECRET_HASH_WRONG';
      if (!other || !wrongSecret) throw error;
      const output = await this.call(operation, inputOf(other), time.left, route);
      this.#clients = [other, client];
      return output;
    }
  }

  /** Where calls go. */
  get address(): string {
    return this.config.address;
  }

  /** Closes the connections. Calls after it open new ones. */
  close(): void {
    this.transport.close();
  }

  /** Sends a call, again where that may help, until its deadline ends. */
  protected async send<Name extends OperationName>(
    call: Call<Name>,
    deadline: Deadline,
    tries: Tries,
    route?: Route,
  ): Promise<Output<Name>> {
    const { operation } = call;
    if (!(operation in UNSIGNED))
      throw new NotSentError('CREDENTIALS_MISSING', `${operation} needs AWS credentials`, operation);
    return await this.retries.run(
      () => this.sendOnce(call, deadline, tries, route),
      deadline,
      error => tries.mayFollow(error),
    );
  }

  /** Sends a call. @param _route For those who have several ways to send it. */
  protected async sendOnce<Name extends OperationName>(
    call: Call<Name>,
    deadline: Deadline,
    { repeatable }: Tries,
    _route?: Route,
  ): Promise<Output<Name>> {
    const way = { transport: this.transport, clock: this.serviceClock, deadline, repeatable };
    return await sendUnsigned(call, way);
  }

  /** The error to throw, with what an entry adds to it. */
  protected explained(error: unknown): unknown {
    return error;
  }

  /** What to do when an answer is lost. */
  protected repetitionOf(operation: OperationName): Repetition | undefined {
    return UNSIGNED[operation];
  }
}
