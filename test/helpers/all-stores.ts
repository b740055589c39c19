import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileStore, MemoryStore, type TokenStore } from 'portcullis';
import { RedisStore } from 'portcullis/stores/redis';
import { WebStore } from 'portcullis/web';
import type { DeviceStore } from '../../src/tokens/device-store.js';
import { MapStorage } from './map-storage.js';
import { useRedis, withRedis } from './redis-server.js';

type Store = TokenStore & { readonly devices: DeviceStore };

/** Every store there is, each made anew and empty, and a directory that files may be in. */
export interface AllStores {
  readonly stores: readonly (readonly [name: string, open: () => Store])[];
  newDirectory(): Promise<string>;
}

/** Call once in a test file, outside its tests: what the stores need is there for them, and gone afterwards. */
export function useAllStores(): AllStores {
  let directory = '';
  const redis = useRedis();
  let count = 0;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'portcullis-stores-'));
  });
  afterAll(async () => {
    await rm(directory, { recursive: true });
  });

  const stores: Record<string, () => Store> = {
    MemoryStore: () => new MemoryStore(),
    FileStore: () => new FileStore({ directory: join(directory, String(count++)) }),
    WebStore: () => new WebStore({ storage: new MapStorage() }),
    ...(withRedis && {
      RedisStore: () => new RedisStore({ client: redis.client, prefix: `test-${count++}:` }),
    }),
  };
  return { stores: Object.entries(stores), newDirectory: () => mkdtemp(join(directory, 'files-')) };
}
