import type { ServiceInputTypes, ServiceOutputTypes } from '@aws-sdk/client-cognito-identity-provider';
import type { PoolConfig } from '../config/pool-config.js';
import { NotAuthorizedError } from '../errors/service.js';
import { AppClient } from './app-client.js';
import { type CallOptions, type Operation, ServiceConnection } from './service-connection.js';

export type { CallOptions } from './service-connection.js';

/** The door to Cognito's API for an app client: what it asks in its own name, it proves with its secret. */
export class PoolConnection extends ServiceConnection {
  declare readonly config: PoolConfig;
  /** The app client with the secret that worked last, then with the other one while a secret is being rotated. */
  #clients: readonly AppClient[];

  constructor(config: PoolConfig) {
    super(config);
    const secrets = config.clientSecrets.length > 0 ? config.clientSecrets : [undefined];
    this.#clients = secrets.map(secret => new AppClient(config.clientId, secret));
  }

  /**
   * Calls one operation in the app client's name. While its secret is being rotated, a call that is refused for the
   * secret is made once more with the other.
   */
  async callAs<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
    Command: Operation<Input, Output>,
    inputOf: (client: AppClient) => Input,
    options?: CallOptions,
  ): Promise<Output> {
    const [client, other] = this.#clients as readonly [AppClient, AppClient?];
    try {
      return await this.call(Command, inputOf(client), options);
    } catch (error) {
      const wrongSecret = error instanceof NotAuthorizedError && error.code === 'SECRET_HASH_WRONG';
      if (!other || !wrongSecret) throw error;
      const output = await this.call(Command, inputOf(other), options);
      this.#clients = [other, client];
      return output;
    }
  }
}
