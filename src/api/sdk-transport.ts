import type * as Sdk from '@aws-sdk/client-cognito-identity-provider';
import type { PoolConfig } from '../config/pool-config.js';
import type { Deadline } from '../internal/deadline.js';
import { fetchedCredentials } from './credentials.js';
import type { NodeTransport } from './node-transport.js';
import type { Input, OperationName, Output } from './operations.js';
import type { Tries } from './repetition.js';
import { failed, follow } from './sdk-failure.js';
import { retryOnlyWhatPasses } from './sdk-retries.js';
import type { ServiceClock } from './service-clock.js';
import type { Call } from './unsigned-call.js';

type Command<Name extends OperationName> = new (
  input: Input<Name>,
) => Sdk.$Command<
  Sdk.ServiceInputTypes,
  Sdk.ServiceOutputTypes,
  Sdk.CognitoIdentityProviderClientResolvedConfig
>;

/** What is read of the AWS SDK's HTTP response. */
interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
}

interface Loaded {
  readonly sdk: typeof Sdk;
  readonly client: Sdk.CognitoIdentityProviderClient;
}

/** Sends operations through one client of the AWS SDK, which is loaded at the first of them. */
export class SdkTransport {
  readonly #config: PoolConfig;
  readonly #serviceClock: ServiceClock;
  readonly #node: NodeTransport | undefined;
  #loaded: Promise<Loaded> | undefined;

  /** @param node Lends the connections, and so the way through a proxy. */
  constructor(config: PoolConfig, serviceClock: ServiceClock, node: NodeTransport | undefined) {
    this.#config = config;
    this.#serviceClock = serviceClock;
    this.#node = node;
  }

  /** @throws {ServiceError | ConnectionError | NotSentError} */
  async send<Name extends OperationName>(
    call: Call<Name>,
    deadline: Deadline,
    tries: Tries,
  ): Promise<Output<Name>> {
    this.#loaded ??= this.#load();
    const { sdk, client } = await this.#loaded;
    const Command = sdk[`${call.operation}Command`] as unknown as Command<Name>;
    const command = new Command(call.input);
    const sending = follow(command, call, tries);
    const { signal: abortSignal } = deadline;
    const late = () => new Error('the call has ended');
    try {
      // What fetches the credentials keeps to no signal.
      return (await deadline.within(() => client.send(command, { abortSignal }), late)) as Output<Name>;
    } catch (error) {
      throw failed(error, call, sending, tries);
    }
  }

  /** Closes the connections. Calls after it open new ones. */
  close(): void {
    if (!this.#config.sdkClient) this.#loaded?.then(({ client }) => client.destroy()).catch(() => {});
    this.#loaded = undefined;
  }

  async #load(): Promise<Loaded> {
    const sdk = await import('@aws-sdk/client-cognito-identity-provider');
    const { region, maxAttempts, address, credentials, sdkClient } = this.#config;
    if (sdkClient) return { sdk, client: sdkClient as Sdk.CognitoIdentityProviderClient };
    const agent = await this.#node?.agentFor(address);
    const client = new sdk.CognitoIdentityProviderClient({
      region,
      maxAttempts,
      endpoint: address,
      ...(agent && { requestHandler: { httpAgent: agent, httpsAgent: agent } }),
      ...(credentials && { credentials: fetchedCredentials(credentials()) }),
    });
    retryOnlyWhatPasses(client);
    teach(this.#serviceClock, client);
    return { sdk, client };
  }
}

/** The clock learns from every answer that the client receives. */
function teach(clock: ServiceClock, client: Sdk.CognitoIdentityProviderClient): void {
  client.middlewareStack.add(
    next => async args => {
      const learn = clock.begin();
      const output = await next(args);
      const { statusCode: status = 0, headers = {} } = output.response as Partial<HttpAnswer>;
      learn({ status, headers });
      return output;
    },
    { step: 'deserialize', priority: 'low', name: 'portcullisServiceClock' },
  );
}
