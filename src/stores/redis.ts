/**
 * Sessions, devices and revocations in Redis, shared by several servers.
 *
 * ```ts
 * import { RedisStore } from 'portcullis/stores/redis';
 * import { createClient } from 'redis';
 *
 * const client = createClient({ url: 'redis://127.0.0.1:6379' });
 * await client.connect();
 * const store = new RedisStore({ client });
 * ```
 *
 * @module
 */
import { check, strictOptions } from '../internal/options.js';
import { systemSeams, type WaitingSeams } from '../internal/waiting.js';
import { lockLifetimeMs } from './lock.js';
import { RecordStore } from './record-store.js';
import { type RedisClient, redisEntries } from './redis-client.js';
import { RedisStorage } from './redis-storage.js';

export type { RedisClient } from './redis-client.js';
export { RedisRevocationList, type RedisRevocationListOptions } from './redis-revocation-list.js';

export interface RedisStoreOptions {
  /** A connected client, such as node-redis makes. The store neither connects nor closes it. */
  readonly client: RedisClient;
  /** What every key begins with. Default `portcullis:`. */
  readonly prefix?: string | undefined;
  /**
   * How long a lock's holder that is stopped, or was killed on another machine or in another container, keeps others
   * waiting, in milliseconds. Default 10,000.
   */
  readonly lockLifetimeMs?: number | undefined;
}

const redisStoreOptions = strictOptions({
  ...redisEntries,
  lockLifetimeMs,
});

/** Keeps sessions and devices in Redis. Redis's own persistence decides what survives a crash. */
export class RedisStore extends RecordStore {
  /**
   * @param seams For tests.
   * @throws {InvalidOptionError} naming the option at fault. Nothing is sent.
   */
  constructor(options: RedisStoreOptions, seams: WaitingSeams = systemSeams) {
    const { client, prefix, lockLifetimeMs } = check(redisStoreOptions, options, 'options');
    super(new RedisStorage(client, prefix, lockLifetimeMs, seams));
  }
}
