import { check, strictOptions } from '../internal/options.js';
import { type RevocationList, type RevokeOptions, secondsToList } from '../tokens/revocation-list.js';
import { type RedisClient, redisEntries, sendTo } from './redis-client.js';

/** What a list in Redis is made with. */
export interface RedisRevocationListOptions {
  /** A connected client, such as node-redis makes. The list neither connects nor closes it. */
  readonly client: RedisClient;
  /** What every key begins with. Default `portcullis:`. */
  readonly prefix?: string | undefined;
}

const redisRevocationListOptions = strictOptions(redisEntries);

/** A list of what was revoked that several servers share. Give it to `revokedInList` of `portcullis/verify`. */
export class RedisRevocationList implements RevocationList {
  readonly #client: RedisClient;
  readonly #prefix: string;

  /** @throws {InvalidOptionError} naming the option at fault. Nothing is sent. */
  constructor(options: RedisRevocationListOptions) {
    const { client, prefix } = check(redisRevocationListOptions, options, 'options');
    this.#client = client;
    this.#prefix = prefix;
  }

  /**
   * Revokes a token (`jti`), a sign-in (`origin_jti`) or all tokens of a user (`sub`), those to come included, for a time.
   *
   * @throws {InvalidOptionError} when there is no id, or the time is none.
   * @throws {StoreUnavailableError} when Redis refuses or does not answer.
   */
  async add(id: string, options: RevokeOptions = {}): Promise<void> {
    const milliseconds = Math.ceil(secondsToList(id, options) * 1000);
    await this.#send('SET', [id], '1', 'PX', String(milliseconds));
  }

  /** Takes an id off the list. @throws {StoreUnavailableError} */
  async delete(id: string): Promise<void> {
    await this.#send('DEL', [id]);
  }

  /** @throws {StoreUnavailableError} when Redis refuses or does not answer. */
  async hasAny(ids: readonly string[]): Promise<boolean> {
    return Number(await this.#send('EXISTS', ids)) > 0;
  }

  #send(command: string, ids: readonly string[], ...rest: string[]): Promise<unknown> {
    const keys = ids.map(id => `${this.#prefix}revoked-${id}`);
    return sendTo(this.#client, [command, ...keys, ...rest], keys.join(' '));
  }
}
