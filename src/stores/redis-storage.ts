import type { WaitingSeams } from '../internal/waiting.js';
import { type Leases, Lock, ownerHasEnded } from './lock.js';
import type { Content, RecordStorage } from './record-storage.js';
import { type RedisClient, sendTo } from './redis-client.js';

/** Only who holds the lock may extend or free it; asking and doing have to be one step. */
const EXTEND_IF_MINE = `if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return 0`;
/** Takes a lock that is free or a dead process's, and else says whose it is. A client may send a command twice. */
const TAKE = `local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] and holder ~= ARGV[3] then return holder end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return ''`;
const DELETE_IF_MINE = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`;

/** No record is empty. */
const NOTHING = '';
const REPLACE = `if ARGV[2] == '' then redis.call('DEL', KEYS[1])
elseif ARGV[3] == '' then redis.call('SET', KEYS[1], ARGV[2])
else redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3]) end
return 1`;
const REPLACE_IF_AS_READ = `if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
${REPLACE}`;

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

  async replace(
    name: string,
    read: Content | undefined,
    content: Content | undefined,
    expiresInSeconds?: number,
  ): Promise<boolean> {
    const [before = '', after = ''] = [read, content].map(each => each?.toString() ?? NOTHING);
    const expiry = expiresInSeconds === undefined ? '' : String(Math.ceil(expiresInSeconds));
    // Bytes that are no text come back changed and cannot be compared. They are damage, and no one's session.
    const script = before.includes('\uFFFD') ? REPLACE : REPLACE_IF_AS_READ;
    return Number(await this.#send('EVAL', this.locate(name), script, before, after, expiry)) === 1;
  }

  withLock<T>(name: string, work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    return this.#lock.run(name, work, signal);
  }

  locate(name: string): string {
    return `${this.description.prefix}${name}`;
  }

  #leases(lifetimeMs: number): Leases {
    const lifetime = String(lifetimeMs);
    const lock = (name: string) => this.locate(`${name}.lock`);
    return {
      take: async (name, owner) => {
        const takeFrom = async (dead: string) =>
          String(await this.#send('EVAL', lock(name), TAKE, owner, lifetime, dead));
        const holder = await takeFrom(NOTHING);
        return holder === NOTHING || (ownerHasEnded(holder) && (await takeFrom(holder)) === NOTHING);
      },
      extend: async (name, owner) =>
        Number(await this.#send('EVAL', lock(name), EXTEND_IF_MINE, owner, lifetime)) === 1,
      release: async (name, owner) => {
        await this.#send('EVAL', lock(name), DELETE_IF_MINE, owner);
      },
    };
  }

  async #send(command: 'GET' | 'SET' | 'EVAL', key: string, ...rest: string[]): Promise<unknown> {
    const [script = '', ...values] = rest;
    const words = command === 'EVAL' ? [command, script, '1', key, ...values] : [command, key, ...rest];
    return sendTo(this.#client, words, key);
  }
}
