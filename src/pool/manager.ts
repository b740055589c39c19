import { type ManagerOptions, managerConfig } from '../config/pool-config.js';
import { ServiceConnection } from './service-connection.js';

/** What the managers have in common: a connection of their own, or a share in another's. */
export abstract class Manager {
  protected readonly pool: ServiceConnection;

  /**
   * @param pool Options for a connection of the manager's own, or the connection that it shares.
   * @throws {InvalidOptionError} naming the option at fault. Nothing is sent.
   */
  constructor(pool: ManagerOptions | ServiceConnection) {
    this.pool = pool instanceof ServiceConnection ? pool : new ServiceConnection(managerConfig(pool));
  }

  /** Closes the connections to the pool. Calls after it open new ones. */
  close(): void {
    this.pool.close();
  }
}
