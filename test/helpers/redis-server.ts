import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createClient } from 'redis';

export interface RedisServer {
  readonly url: string;
  /** It answers nothing any more, and closes no connection (SIGSTOP). */
  halt(): void;
  /** It continues (SIGCONT). */
  resume(): void;
  stop(): Promise<void>;
}

/** Whether the tests may count on `redis-server`: `jest.config.ts` decides. */
export const withRedis = process.env.PORTCULLIS_TEST_REDIS !== 'no';

/** A Redis for the tests of a file, and a client that is connected to it. */
export interface Redis {
  readonly server: RedisServer;
  readonly client: ReturnType<typeof createClient>;
}

/** Call once in a test file. Its tests may use what this returns where they may count on `redis-server`. */
export function useRedis(): Redis {
  let redis: Redis | undefined;
  beforeAll(async () => {
    if (!withRedis) return;
    const server = await startRedisServer();
    redis = { server, client: createClient({ url: server.url }) };
    await redis.client.connect();
  });
  afterAll(async () => {
    await redis?.client.close();
    await redis?.server.stop();
  });
  const started = (): Redis => {
    if (!redis) throw new Error('Redis is there within tests, where redis-server is installed');
    return redis;
  };
  return {
    get server() {
      return started().server;
    },
    get client() {
      return started().client;
    },
  };
}

/** A real Redis on a free loopback port. It writes nothing to disk. */
export async function startRedisServer(): Promise<RedisServer> {
  const port = await freePort();
  const directory = await mkdtemp(join(tmpdir(), 'portcullis-redis-'));
  const options = { bind: '127.0.0.1', port: String(port), dir: directory, save: '', appendonly: 'no' };
  const words = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const server = spawn('redis-server', words, { stdio: ['ignore', 'pipe', 'inherit'] });
  await ready(server);
  return {
    url: `redis://127.0.0.1:${port}`,
    halt: () => void server.kill('SIGSTOP'),
    resume: () => void server.kill('SIGCONT'),
    stop: async () => {
      const gone = once(server, 'exit');
      server.kill();
      await gone;
      await rm(directory, { recursive: true });
    },
  };
}

async function ready(server: ChildProcess): Promise<void> {
  const lines: string[] = [];
  const failed = once(server, 'error').then(([error]) => {
    throw error.code === 'ENOENT'
      ? new Error('redis-server is not installed; install it with: apt-get install redis-server')
      : error;
  });
  const started = (async () => {
    for await (const line of createInterface({ input: server.stdout! })) {
      lines.push(line);
      if (/ready to accept connections/i.test(line)) return;
    }
    throw new Error(`redis-server stopped:\n${lines.join('\n')}`);
  })();
  await Promise.race([started, failed]);
  server.stdout!.resume();
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  await new Promise(resolve => probe.close(resolve));
  return (address as { port: number }).port;
}
