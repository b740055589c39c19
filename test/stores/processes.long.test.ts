import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { FileStore } from 'portcullis';
import { RedisStore } from 'portcullis/stores/redis';
import { TokenSet } from '../../src/tokens/token-set.js';
import { exchange } from '../helpers/exchange.js';
import { useRedis, withRedis } from '../helpers/redis-server.js';
import { type RotatingPool, startRotatingPool } from '../helpers/rotating-pool.js';
import type { SessionReport, SessionTask } from '../helpers/session-process.js';

const LONGER_THAN_THE_TEST_MS = 600_000;

let pool: RotatingPool;
const redis = useRedis();
let directory: string;

beforeAll(async () => {
  pool = await startRotatingPool();
});

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'portcullis-processes-'));
});

const children: ChildProcess[] = [];

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(directory, { recursive: true });
});

afterAll(async () => {
  await pool?.close();
});

interface Started {
  readonly child: ChildProcess;
  /** The next line that it says. */
  next(): Promise<string>;
}

async function start(task: Pick<SessionTask, 'work' | 'store' | 'lockLifetimeMs'>): Promise<Started> {
  const script = resolve(__dirname, '../helpers/session-process.ts');
  const whole: SessionTask = { ...task, endpoint: pool.local.endpoint, key: pool.key };
  const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(whole)], {
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  const next = async () => String((await lines.next()).value);
  expect(await next()).toBe('ready');
  return { child, next };
}

const stores = {
  files: {
    open: (lockLifetimeMs?: number) => new FileStore({ directory, lockLifetimeMs }),
    place: () => ({ directory }),
  },
  ...(withRedis && {
    Redis: {
      open: (lockLifetimeMs?: number) => new RedisStore({ client: redis.client, lockLifetimeMs }),
      place: () => ({ redisUrl: redis.server.url }),
    },
  }),
};

describe.each(Object.entries(stores))('over %s', (_, { open, place }) => {
  test('eight processes renew one rotating session fifty times each and never lose it', async () => {
    const store = open();
    await store.set(pool.key, (await pool.signIn()).data, await store.get(pool.key));
    const processes = await Promise.all(
      Array.from({ length: 8 }, () => start({ work: { renewals: 50 }, store: place() })),
    );
    for (const { child } of processes) child.stdin!.end();
    const reports = await Promise.all(
      processes.map(async ({ next }): Promise<SessionReport> => JSON.parse(await next())),
    );
    expect(reports.map(({ exchanged }) => exchanged)).toEqual(Array(8).fill(50));
    // Otherwise each had the session to itself for long, and the test shows nothing.
    expect(reports.reduce((sum, { adopted }) => sum + adopted, 0)).toBeGreaterThan(100);

    const last = new TokenSet((await store.get(pool.key))!);
    await expect(exchange(pool.connection, last)).resolves.toBeInstanceOf(TokenSet);
  });

  test('a process that is killed while it holds the lock keeps no one waiting', async () => {
    const lockLifetimeMs = LONGER_THAN_THE_TEST_MS;
    const { child, next } = await start({ work: 'hold the lock', store: place(), lockLifetimeMs });
    child.stdin!.end();
    expect(await next()).toBe('locked');
    const entered = open(lockLifetimeMs).withLock(pool.key, async () => performance.now());
    const exit = once(child, 'exit');
    const killedAt = performance.now();
    child.kill('SIGKILL');
    await exit;
    expect((await entered) - killedAt).toBeGreaterThan(0);
  });
});
