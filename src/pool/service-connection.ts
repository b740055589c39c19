import type {
  CognitoIdentityProviderClientResolvedConfig,
  ServiceInputTypes,
  ServiceOutputTypes,
} from '@aws-sdk/client-cognito-identity-provider';
import { type $Command, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import type { ManagerConfig } from '../config/pool-config.js';
import type { Clock } from '../internal/seams.js';
import { fetchedCredentials } from './credentials.js';
import { timeout } from './failure.js';
import { retryOnlyWhatPasses } from './retries.js';
import { failure, follow } from './sdk-failure.js';
import { ServiceClock } from './service-clock.js';

/** An operation of Cognito's API: one of the AWS SDK's command classes. */
export type Operation<Input extends ServiceInputTypes, Output extends ServiceOutputTypes> = new (
  input: Input,
) => $Command<
  Input,
  Output,
  CognitoIdentityProviderClientResolvedConfig,
  ServiceInputTypes,
  ServiceOutputTypes
>;

/** How to make one call. */
export interface CallOptions {
  /** Gives the call up; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds that this call may take, its retries included, in place of the configured ones. */
  readonly timeoutMs?: number | undefined;
}

/** The one door to Cognito's API. It keeps one SDK client, and so one set of connections, for its lifetime. */
export class ServiceConnection {
  readonly config: ManagerConfig;
  readonly #client: CognitoIdentityProviderClient;
  readonly #serviceClock: ServiceClock;

  constructor(config: ManagerConfig) {
    this.config = config;
    this.#client = new CognitoIdentityProviderClient({
      region: config.region,
      maxAttempts: config.maxAttempts,
      ...(config.endpoint && { endpoint: config.endpoint }),
      ...(config.credentials && { credentials: fetchedCredentials(config.credentials) }),
    });
    retryOnlyWhatPasses(this.#client);
    this.#serviceClock = new ServiceClock(config.clock);
    this.#serviceClock.watch(this.#client);
  }

  /** Milliseconds since the epoch by the service's clock, as far as its answers have told. */
  readonly now: Clock = () => this.#serviceClock.now();

  /**
   * Calls one operation.
   *
   * @throws {ServiceError} one of its subclasses, when Cognito refuses.
   * @throws {ConnectionError} when no answer came, or none that can be read.
   * @throws {NotSentError} when nothing was sent, such as for want of AWS credentials.
   */
  async call<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
    Command: Operation<Input, Output>,
    input: Input,
    { signal, timeoutMs = this.config.timeoutMs }: CallOptions = {},
  ): Promise<Output> {
    signal?.throwIfAborted();
    const deadline = AbortSignal.timeout(timeoutMs);
    const command = new Command(input);
    const sending = follow(command);
    try {
      return await this.#client.send(command, {
        abortSignal: signal ? AbortSignal.any([signal, deadline]) : deadline,
      });
    } catch (error) {
      signal?.throwIfAborted();
      const failed = {
        operation: Command.name.replace(/Command$/, ''),
        input,
        address: this.address,
        timeoutMs,
      };
      throw deadline.aborted ? timeout(failed) : failure(error, failed, sending);
    }
  }

  /** Where calls go, for messages. */
  get address(): string {
    return this.config.endpoint ?? `https://cognito-idp.${this.config.region}.amazonaws.com`;
  }

  /** Closes the connections. Calls after it open new ones. */
  close(): void {
    this.#client.destroy();
  }
}
