import * as v from 'valibot';
import { StoreUnavailableError } from '../errors/store.js';
import { nonEmpty } from '../internal/options.js';

/**
 * What the store asks of a client: to send a command as a list of words. node-redis's clients do. For another
 * library, wrap its own way: `{ sendCommand: ([name, ...rest]) => ioredis.call(name, ...rest) }`.
 */
export interface RedisClient {
  sendCommand(command: string[]): Promise<unknown>;
}

/** What whatever is kept in Redis is made with. */
export const redisEntries = {
  client: v.custom<RedisClient>(
    value => typeof (value as RedisClient | undefined)?.sendCommand === 'function',
    'must be a connected Redis client with sendCommand()',
  ),
  prefix: v.optional(nonEmpty, 'portcullis:'),
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

/** Redis answers some mistakes by quoting the command, which holds tokens; of its refusals only the first word is told. */
function unavailable(key: string, error: unknown): StoreUnavailableError {
  const [, refusal] = /^([A-Z]+)\s/.exec((error as Error).message) ?? [];
  return refusal
    ? new StoreUnavailableError(key, `Redis answered ${refusal}`)
    : new StoreUnavailableError(key, 'Redis did not answer', { cause: error });
}
