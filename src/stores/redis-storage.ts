import type { WaitingSeams } from '../internal/waiting.js';
import { type Leases, Lock } from './lock.js';
import type { RecordStorage } from './record-storage.js';
import { type RedisClient, sendTo } from './redis-client.js';

/** Only who holds the lock may extend or free it; asking and doing have to be one step. */
const EXTEND_IF_MINE = `if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return 0`;
const DELETE_IF_MINE = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`;

/** One key a record. */
export class RedisStorage implements RecordStorage {
  readonly description: { readonly prefix: string };
  readonly #client: RedisClient;
  readonly #lock: Lock;

  constructor(client: RedisClient, prefix: string, lockLifetimeMs: number, seams: WaitingSeams) {
    this.description = { prefix };
    this.#client = client;
    this.#lock = new Lock(this.#leases(lockLifetimeMs), lockLifetimeMs, seams);
  }

  async read(name: string): Promise<string | undefined> {
    const content = await this.#send('GET', this.locate(name));
    return content === null ? undefined : String(content);
  }

  async write(name: string, content: string | Uint8Array): Promise<void> {
    await this.#send('SET', this.locate(name), content.toString());
  }

  async delete(name: string): Promise<void> {
    await this.#send('DEL', this.locate(name));
  }

  withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
    return this.#lock.run(name, work);
  }

  locate(name: string): string {
    return `${this.description.prefix}${name}`;
  }

  #leases(lifetimeMs: number): Leases {
    const lifetime = String(lifetimeMs);
    const lock = (name: string) => this.locate(`${name}.lock`);
    return {
      take: async (name, owner) =>
        (await this.#send('SET', lock(name), owner, 'NX', 'PX', lifetime)) !== null,
      extend: async (name, owner) => {
        await this.#send('EVAL', lock(name), EXTEND_IF_MINE, owner, lifetime);
      },
      release: async (name, owner) => {
        await this.#send('EVAL', lock(name), DELETE_IF_MINE, owner);
      },
    };
  }

  async #send(command: 'GET' | 'SET' | 'DEL' | 'EVAL', key: string, ...rest: string[]): Promise<unknown> {
    const [script = '', ...values] = rest;
    const words = command === 'EVAL' ? [command, script, '1', key, ...values] : [command, key, ...rest];
    return sendTo(this.#client, words, key);
  }
}
