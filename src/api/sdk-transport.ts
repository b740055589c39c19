import type * as Sdk from '@aws-sdk/client-cognito-identity-provider';
import type { PoolConfig } from '../config/pool-config.js';
import { fetchedCredentials } from './credentials.js';
import type { FailedCall } from './failure.js';
import type { Input, OperationName, Output } from './operations.js';
import { retryOnlyWhatPasses } from './retries.js';
import { failure, follow } from './sdk-failure.js';
import type { ServiceClock } from './service-clock.js';

type Command<Name extends OperationName> = new (
  input: Input<Name>,
) => Sdk.$Command<
  Sdk.ServiceInputTypes,
  Sdk.ServiceOutputTypes,
  Sdk.CognitoIdentityProviderClientResolvedConfig
>;

/** One call of one operation. */
interface Call<Name extends OperationName> extends FailedCall {
  readonly operation: Name;
  readonly input: Input<Name>;
}

interface Loaded {
  readonly sdk: typeof Sdk;
  readonly client: Sdk.CognitoIdentityProviderClient;
}

/** Sends operations through one client of the AWS SDK, which is loaded at the first of them. */
export class SdkTransport {
  readonly #config: PoolConfig;
  readonly #serviceClock: ServiceClock;
  #loaded: Promise<Loaded> | undefined;

  constructor(config: PoolConfig, serviceClock: ServiceClock) {
    this.#config = config;
    this.#serviceClock = serviceClock;
  }

  /** @throws {ServiceError | ConnectionError | NotSentError} */
  async send<Name extends OperationName>(call: Call<Name>, abortSignal: AbortSignal): Promise<Output<Name>> {
    this.#loaded ??= this.#load();
    const { sdk, client } = await this.#loaded;
    const Command = sdk[`${call.operation}Command`] as unknown as Command<Name>;
    const command = new Command(call.input);
    const sending = follow(command);
    try {
      return (await client.send(command, { abortSignal })) as Output<Name>;
    } catch (error) {
      throw failure(error, call, sending);
    }
  }

  /** Closes the connections. Calls after it open new ones. */
  close(): void {
    this.#loaded?.then(({ client }) => client.destroy()).catch(() => {});
    this.#loaded = undefined;
  }

  async #load(): Promise<Loaded> {
    const sdk = await import('@aws-sdk/client-cognito-identity-provider');
    const { region, maxAttempts, endpoint, credentials } = this.#config;
    const client = new sdk.CognitoIdentityProviderClient({
      region,
      maxAttempts,
      ...(endpoint && { endpoint }),
      ...(credentials && { credentials: fetchedCredentials(credentials) }),
    });
    retryOnlyWhatPasses(client);
    this.#serviceClock.watch(client);
    return { sdk, client };
  }
}
