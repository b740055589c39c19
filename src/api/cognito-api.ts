import type { PoolConfig } from '../config/pool-config.js';
import type { Deadline } from '../internal/deadline.js';
import { AppClient } from './app-client.js';
import { keyFetch } from './fetch-keys.js';
import { FetchTransport } from './fetch-transport.js';
import { NodeTransport } from './node-transport.js';
import type { OperationName, Output } from './operations.js';
import type { Repetition, Tries } from './repetition.js';
import { SdkTransport } from './sdk-transport.js';
import { SecretAppClient } from './secret-app-client.js';
import { SIGNED } from './signed-operations.js';
import { UnsignedApi } from './unsigned-api.js';
import type { Call } from './unsigned-call.js';
import { UNSIGNED } from './unsigned-operations.js';

/** All of Cognito's API, on Node: calls without AWS credentials go by `node:http`, the others by the AWS SDK. */
export class CognitoApi extends UnsignedApi<PoolConfig> {
  readonly #sdk: SdkTransport;

  constructor(config: PoolConfig) {
    const node = config.fetch ? undefined : new NodeTransport(config.agent);
    super(config, node ?? new FetchTransport(config.fetch as typeof globalThis.fetch), appClients(config));
    this.#sdk = new SdkTransport(config, this.serviceClock, node);
  }

  /** Fetches signing keys the way that calls go. */
  get fetchKeys() {
    return keyFetch(this.transport, this.retries);
  }

  override close(): void {
    this.#sdk.close();
    super.close();
  }

  protected override async send<Name extends OperationName>(
    call: Call<Name>,
    deadline: Deadline,
    tries: Tries,
  ): Promise<Output<Name>> {
    if (call.operation in UNSIGNED) return await super.send(call, deadline, tries);
    return await this.#sdk.send(call, deadline.signal, tries);
  }

  protected override repetitionOf(operation: OperationName): Repetition | undefined {
    return super.repetitionOf(operation) ?? SIGNED[operation];
  }
}

function appClients({ clientId, clientSecrets }: PoolConfig): AppClient[] {
  if (!clientId) return [];
  if (clientSecrets.length === 0) return [new AppClient(clientId)];
  return clientSecrets.map(secret => new SecretAppClient(clientId, secret));
}
