import { FileStore, type TokenStore } from 'portcullis';
import { RedisStore } from 'portcullis/stores/redis';
import { createClient } from 'redis';

/** Where processes share a session. */
export interface StorePlace {
  readonly directory?: string;
  readonly redisUrl?: string;
  readonly lockLifetimeMs: number;
}

export interface OpenStore {
  readonly store: TokenStore;
  readonly close: () => void;
}

export async function openStore({ directory, redisUrl, lockLifetimeMs }: StorePlace): Promise<OpenStore> {
  if (directory) return { store: new FileStore({ directory, lockLifetimeMs }), close: () => {} };
  const client = createClient({ url: redisUrl ?? '' });
  await client.connect();
  return { store: new RedisStore({ client, lockLifetimeMs }), close: () => client.destroy() };
}

export const claimOf = (token: string, claim: string): string =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())[claim];
