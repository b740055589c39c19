import type { PoolConfig } from '../config/pool-config.js';
import type { PoolRegion, PoolRegions } from '../config/regions.js';
import { advised } from '../errors/advice.js';
import type { Deadline } from '../internal/deadline.js';
import { AppClient } from './app-client.js';
import { keyFetch } from './fetch-keys.js';
import { FetchTransport } from './fetch-transport.js';
import { NodeTransport } from './node-transport.js';
import type { OperationName, Output } from './operations.js';
import { isOfRegion, isOutOfRegion, Regions } from './regions.js';
import type { Repetition, Tries } from './repetition.js';
import type { Route } from './route.js';
import { SdkTransport } from './sdk-transport.js';
import { SecretAppClient } from './secret-app-client.js';
import { SIGNED } from './signed-operations.js';
import { UnsignedApi } from './unsigned-api.js';
import type { Call } from './unsigned-call.js';
import { UNSIGNED } from './unsigned-operations.js';

/** One call, and how it is made. */
interface Sending<Name extends OperationName> {
  readonly call: Call<Name>;
  readonly deadline: Deadline;
  readonly tries: Tries;
  readonly route: Route;
}

/** All of Cognito's API, on Node: calls without AWS credentials go by `node:http`, the others by the AWS SDK. */
export class CognitoApi extends UnsignedApi<PoolConfig> {
  readonly #sdk: SdkTransport;
  readonly #regions: Regions;

  constructor(config: PoolConfig) {
    const node = config.fetch ? undefined : new NodeTransport(config.agent);
    super(config, node ?? new FetchTransport(config.fetch as typeof globalThis.fetch), appClients(config));
    this.#sdk = new SdkTransport(config, this.serviceClock, node);
    this.#regions = new Regions(config.regions, config.clock);
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
    route?: Route,
  ): Promise<Output<Name>> {
    if (call.operation in UNSIGNED) return await super.send(call, deadline, tries, route);
    return await this.#sdk.send(call, deadline, tries);
  }

  protected override async sendOnce<Name extends OperationName>(
    call: Call<Name>,
    deadline: Deadline,
    tries: Tries,
    route: Route = {},
  ): Promise<Output<Name>> {
    if (!this.#regions.several && !route.region) return await super.sendOnce(call, deadline, tries);
    return await this.#sendToOneOf(this.#regions.order(route), { call, deadline, tries, route });
  }

  /** Sends a call to a Region, and where that fails to the next one at once. */
  async #sendToOneOf<Name extends OperationName>(
    [region, ...others]: PoolRegions,
    sending: Sending<Name>,
  ): Promise<Output<Name>> {
    const { deadline, tries } = sending;
    const [next, ...rest] = others;
    if (!next) return await this.#sendTo(region, sending);
    // A Region that does not answer must leave time for the others. A call that is good once gets all of it.
    const part = tries.repeatable ? deadline.part(1 + others.length) : undefined;
    try {
      return await this.#sendTo(region, { ...sending, ...(part && { deadline: part }) });
    } catch (error) {
      if (!isOfRegion(error) || !tries.mayFollow(error) || deadline.ended) throw error;
      return await this.#sendToOneOf([next, ...rest], sending).catch(later => {
        // That a replica does not serve a call says less than why the pool's own Region did not.
        throw isOutOfRegion(later) ? error : later;
      });
    } finally {
      part?.close();
    }
  }

  async #sendTo<Name extends OperationName>(
    region: PoolRegion,
    { call, deadline, tries, route }: Sending<Name>,
  ): Promise<Output<Name>> {
    try {
      const output = await super.sendOnce({ ...call, address: region.address }, deadline, tries);
      this.#regions.answered(region, route);
      return output;
    } catch (error) {
      if (!isOfRegion(error)) this.#regions.answered(region, route);
      throw error;
    }
  }

  protected override explained(error: unknown): unknown {
    return advised(error);
  }

  protected override repetitionOf(operation: OperationName): Repetition | undefined {
    return super.repetitionOf(operation) ?? SIGNED[operation];
  }
}

function appClients({ clientId, clientSecrets }: PoolConfig): AppClient[] {
  if (!clientId) return [];
  const secrets = clientSecrets();
  if (secrets.length === 0) return [new AppClient(clientId)];
  return secrets.map(secret => new SecretAppClient(clientId, secret));
}
