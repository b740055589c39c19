import { StoreUnavailableError } from '../errors/store.js';
import { nonEmpty } from '../internal/options.js';
import { custom, optional } from '../internal/schemas.js';

/**
 * What the store asks of a client: to send a command as a list of words. node-redis's clients do. For another
 * library, wrap its own way: `{ sendCommand: ([name, ...rest]) => ioredis.call(name, ...rest) }`.
 */
export interface RedisClient {
  sendCommand(command: string[]): Promise<unknown>;
}

/** What whatever is kept in Redis is made with. */
export const redisEntries = {
  client: custom<RedisClient>(
    value => typeof (value as RedisClient | undefined)?.sendCommand === 'function',
    'must be a connected Redis client with sendCommand()',
  ),
  prefix: optional(nonEmpty, 'portcullis:'),
};

/**
 * Sends one command.
 *
 * @param key What it is about, for the error.
 * @throws {StoreUnavailableError} when Redis refuses or does not answer.
 */
export async function sendTo(client: RedisClient, words: string[], key: string): Promise<unknown> {
  try {
    return await client.sendCommand(words);
  } catch (error) {
    throw unavailable(key, error);
  }
}

/**
 * Redis quotes commands in its refusals, and clients attach them to their errors; a command holds tokens. So of a refusal
 * only its kind is told, and of a client's error what it is called and its code.
 */
function unavailable(key: string, error: unknown): StoreUnavailableError {
  const { name, code, message } = Object(error) as Readonly<Record<string, unknown>>;
  const [, refusal] = /^([A-Z]+)\s/.exec(String(message)) ?? [];
  const kind = [code, name].find(word => typeof word === 'string' && /^\w{1,40}$/.test(word));
  return new StoreUnavailableError(
    key,
    refusal ? `Redis answered ${refusal}` : `Redis did not answer${kind ? ` (${kind})` : ''}`,
  );
}
