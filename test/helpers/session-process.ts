/**
 * A process of its own that shares a session with others. Run with its task as JSON in the first argument; it says
 * `ready` when it is, waits for its standard input to end, and reports in one line of JSON.
 */
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { createClient } from 'redis';
import { FileStore } from '../../src/stores/file.js';
import { RedisStore } from '../../src/stores/redis.js';
import { Session } from '../../src/tokens/session.js';
import type { SessionKey, TokenStore } from '../../src/tokens/store.js';
import { TokenSet } from '../../src/tokens/token-set.js';
import { connect, exchange } from './exchange.js';

export interface SessionReport {
  /** How often it asked the pool. */
  readonly exchanged: number;
  /** How often it found the tokens that another process had renewed. */
  readonly adopted: number;
}

export interface SessionTask {
  /** Renew so often, or hold the lock until killed. */
  readonly work: { readonly renewals: number } | 'hold the lock';
  readonly store: { readonly directory: string } | { readonly redisUrl: string };
  readonly lockLifetimeMs?: number;
  readonly endpoint: string;
  readonly key: SessionKey;
}

async function openStore({ store, lockLifetimeMs }: SessionTask): Promise<TokenStore & { close(): void }> {
  if ('directory' in store) {
    const files = new FileStore({ directory: store.directory, lockLifetimeMs });
    return Object.assign(files, { close: () => {} });
  }
  const client = createClient({ url: store.redisUrl });
  await client.connect();
  return Object.assign(new RedisStore({ client, lockLifetimeMs }), { close: () => client.destroy() });
}

/** Renews until this process itself has exchanged the refresh token so often. Any refusal ends it. */
async function renew(
  { endpoint, key }: SessionTask,
  store: TokenStore,
  renewals: number,
): Promise<SessionReport> {
  const connection = connect(endpoint, key);
  let exchanged = 0;
  const session = new Session({
    store,
    now: connection.now,
    renewBeforeExpiryMs: 60_000,
    timeoutMs: 15_000,
    address: endpoint,
    revoke: async () => {},
    renew: async tokens => {
      const renewed = await exchange(connection, tokens);
      exchanged++;
      return renewed;
    },
  });
  const stored = await store.get(key);
  if (!stored) throw new Error('no session is stored');
  session.adopt(new TokenSet(stored), key, { stored: true });
  let renewed = 0;
  for (; exchanged < renewals; renewed++) {
    await session.renew();
    // Lets others in: who asks again at once takes the lock before they have noticed that it is free.
    await setTimeout(20 * Math.random());
  }
  connection.close();
  return { exchanged, adopted: renewed - exchanged };
}

async function main(task: SessionTask): Promise<void> {
  const store = await openStore(task);
  console.log('ready');
  await once(process.stdin.resume(), 'end');
  const { work } = task;
  if (work === 'hold the lock')
    await store.withLock(task.key, () => {
      console.log('locked');
      return new Promise<void>(() => setInterval(() => {}, 1_000));
    });
  else console.log(JSON.stringify(await renew(task, store, work.renewals)));
  store.close();
}

main(JSON.parse(process.argv[2] ?? '')).catch(error => {
  console.error(error);
  process.exit(1);
});
