import type * as Sdk from '@aws-sdk/client-cognito-identity-provider';
import type { PoolConfig } from '../config/pool-config.js';
import type { Input, OperationName, Output } from './operations.js';
import { retryOnlyWhatPasses } from './retries.js';
import type { ServiceClock } from './service-clock.js';

type Command<Name extends OperationName> = new (
  input: Input<Name>,
) => Sdk.$Command<
  Sdk.ServiceInputTypes,
  Sdk.ServiceOutputTypes,
  Sdk.CognitoIdentityProviderClientResolvedConfig
>;

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

  async send<Name extends OperationName>(
    operation: Name,
    input: Input<Name>,
    abortSignal: AbortSignal,
  ): Promise<Output<Name>> {
    this.#loaded ??= this.#load();
    const { sdk, client } = await this.#loaded;
    const Command = sdk[`${operation}Command`] as unknown as Command<Name>;
    return (await client.send(new Command(input), { abortSignal })) as Output<Name>;
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
      ...(credentials && { credentials }),
    });
    retryOnlyWhatPasses(client);
    this.#serviceClock.watch(client);
    return { sdk, client };
  }
}
