import type { PoolConfig } from '../config/pool-config.js';
import { InvalidOptionError } from '../errors/invalid-option.js';
import { NotAuthorizedError } from '../errors/service.js';
import { Deadline } from '../internal/deadline.js';
import type { Clock } from '../internal/seams.js';
import { AppClient } from './app-client.js';
import { type CallOptions, checkCallOptions } from './call-options.js';
import { timeout } from './failure.js';
import { keyFetch } from './fetch-keys.js';
import { FetchTransport } from './fetch-transport.js';
import { NodeTransport } from './node-transport.js';
import type { Input, OperationName, Output } from './operations.js';
import { Retries } from './retry.js';
import { SdkTransport } from './sdk-transport.js';
import { ServiceClock } from './service-clock.js';
import type { Transport } from './transport.js';
import { type Call, sendUnsigned } from './unsigned-call.js';
import { UNSIGNED } from './unsigned-operations.js';

/** Cognito's API, as one pool is reached: one set of connections, one learnt clock. */
export class CognitoApi {
  readonly config: PoolConfig;
  readonly #transport: Transport;
  readonly #sdk: SdkTransport;
  readonly #retries: Retries;
  readonly #serviceClock: ServiceClock;
  /** The app client with the secret that worked last, then with the other one while a secret is being rotated. */
  #clients: readonly AppClient[];

  constructor(config: PoolConfig) {
    const { clientId, clientSecrets } = config;
    this.config = config;
    this.#serviceClock = new ServiceClock(config.clock);
    this.#retries = new Retries(config);
    const node = config.fetch ? undefined : new NodeTransport(config.agent);
    this.#transport = node ?? new FetchTransport(config.fetch as typeof globalThis.fetch);
    this.#sdk = new SdkTransport(config, this.#serviceClock, node);
    const secrets = clientSecrets.length > 0 ? clientSecrets : [undefined];
    this.#clients = clientId ? secrets.map(secret => new AppClient(clientId, secret)) : [];
  }

  /** Milliseconds since the epoch by the service's clock, as far as its answers have told. */
  readonly now: Clock = () => this.#serviceClock.now();

  /**
   * Calls one operation.
   *
   * @throws {InvalidOptionError} naming the call option at fault. Nothing is sent.
   * @throws {ServiceError} one of its subclasses, when Cognito refuses.
   * @throws {ConnectionError} when no answer came, or none that can be read.
   * @throws {NotSentError} when nothing was sent, such as for want of AWS credentials.
   */
  async call<Name extends OperationName>(
    operation: Name,
    input: Input<Name>,
    options?: CallOptions,
  ): Promise<Output<Name>> {
    const { signal, timeoutMs = this.config.timeoutMs } = checkCallOptions(options);
    signal?.throwIfAborted();
    const deadline = new Deadline(timeoutMs, signal);
    const call = { operation, input, address: this.address };
    try {
      if (UNSIGNED.has(operation)) return await this.#send(call, deadline);
      return await this.#sdk.send(call, deadline.signal);
    } catch (error) {
      signal?.throwIfAborted();
      throw deadline.timedOut ? timeout(call, timeoutMs) : error;
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
  ): Promise<Output<Name>> {
    const [client, other] = this.#clients;
    if (!client) throw new InvalidOptionError('clientId', 'is missing: this call is made for an app client');
    try {
      return await this.call(operation, inputOf(client), options);
    } catch (error) {
      const wrongSecret = error instanceof NotAuthorizedError && error.code === 'SECRET_HASH_WRONG';
      if (!other || !wrongSecret) throw error;
      const output = await this.call(operation, inputOf(other), options);
      this.#clients = [other, client];
      return output;
    }
  }

  /** Where calls go. */
  get address(): string {
    return this.config.address;
  }

  /** Fetches signing keys the way that calls go. */
  get fetchKeys() {
    return keyFetch(this.#transport, this.#retries);
  }

  /** Closes the connections. Calls after it open new ones. */
  close(): void {
    this.#sdk.close();
    this.#transport.close();
  }

  async #send<Name extends OperationName>(call: Call<Name>, deadline: Deadline): Promise<Output<Name>> {
    const way = { transport: this.#transport, clock: this.#serviceClock, deadline };
    return await this.#retries.run(() => sendUnsigned(call, way), deadline);
  }
}
