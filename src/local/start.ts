import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import * as v from 'valibot';
import { callable, check, flag, nonEmpty, strictOptions } from '../internal/options.js';
import { type Clock, type RandomSource, systemClock, systemRandom } from '../internal/seams.js';
import { DataDirectory } from './data/data-directory.js';
import { type InitialPool, PoolStorage } from './data/pool-storage.js';
import { closer, listen, timeLimits, whenReady } from './http/listen.js';
import { createApp } from './http/server.js';
import { createPoolClock } from './internal/clock.js';
import { formatRequest, formatVerbosely } from './internal/request-log.js';
import { PoolDirectory } from './pool/directory.js';
import { createPool, emptyPoolState, type Pool } from './pool/pool.js';
import { type AddedUser, addUser } from './seed/add-user.js';
import { completePasswords } from './seed/complete-passwords.js';
import type { Seed, SeedUserInput } from './seed/schema.js';
import { type SeedNeeds, stateFromSeed } from './seed/seed.js';
import { type LocalTokens, tokensFor } from './sign-in/tokens-for.js';
import type { Message } from './state/outbox.js';
import { regionOf } from './state/settings.js';
import { createSigningKeys } from './state/signing-keys.js';
import { type PoolTriggers, refuseHalfCustomAuth, triggersSchema } from './triggers/index.js';

export interface LocalPoolOptions {
  /** 0, the default, takes a free port. */
  readonly port?: number;
  /** `127.0.0.1` by default. Any other address lets other machines in, to an API that checks no AWS credentials. */
  readonly host?: string;
  /** What the pool begins with; the same shape as a seed file. */
  readonly seed?: Seed;
  /** The `iss` of its tokens, where it should not be `{endpoint}/{userPoolId}`. */
  readonly issuer?: string;
  /** Functions that the pool calls on the way. Those of CUSTOM_AUTH take the place of the seed's `customChallenges`. */
  readonly triggers?: PoolTriggers;
  /** Refuses what the pool would keep without acting on it, in requests and in the seed. `false` by default. */
  readonly strict?: boolean;
  readonly clock?: Clock;
  readonly random?: RandomSource;
  /** Receives a line for each request, without secrets. */
  readonly log?: (line: string) => void;
}

/** An app client of the pool, as an application is configured with it. */
export interface LocalPoolClient {
  readonly clientId: string;
  readonly clientSecret?: string;
}

export interface LocalPool {
  /** The address to give to clients as their endpoint, without a slash at its end. */
  readonly endpoint: string;
  readonly region: string;
  readonly userPoolId: string;
  readonly issuer: string;
  readonly jwksUri: string;
  readonly gatesUrl: string;
  readonly clients: readonly LocalPoolClient[];
  readonly clock: {
    /** Moves the pool's time, for everything that expires. */
    advance(seconds: number): void;
  };
  readonly users: {
    /**
     * Adds a user, who may be anything that a seed's user may be.
     * @throws {InvalidOptionError} naming the key at fault.
     */
    add(user: SeedUserInput): AddedUser;
  };
  /**
   * Gives a user tokens without a sign-in, for tests that need only a signed token.
   * @throws {InvalidOptionError} for a user, or an app client, that is not there.
   */
  tokensFor(username: string, options?: { readonly clientId?: string }): Promise<LocalTokens>;
  /** The SMS and e-mails that a real pool would have sent. */
  readonly messages: {
    /** All of them, oldest first. */
    list(): readonly Message[];
    /** The oldest (to this address) that `next` has not returned yet; waits for one where there is none. */
    next(options?: { readonly to?: string }): Promise<Message>;
  };
  /** Stops listening and drops every connection. */
  close(): Promise<void>;
}

const optionsSchema = strictOptions({
  port: v.optional(
    v.pipe(
      v.number('must be a port number'),
      v.integer('must be a port number'),
      v.minValue(0, 'must be 0 to 65535'),
      v.maxValue(65_535, 'must be 0 to 65535'),
    ),
    0,
  ),
  host: v.optional(nonEmpty, '127.0.0.1'),
  seed: v.optional(v.unknown(), {}),
  data: v.optional(nonEmpty),
  issuer: v.optional(
    v.pipe(nonEmpty, v.url('must be a URL'), v.regex(/^https?:/, 'must be a URL that begins with http')),
  ),
  triggers: v.optional(triggersSchema, {}),
  strict: v.optional(flag, false),
  clock: v.optional(callable<Clock>(), () => systemClock),
  random: v.optional(callable<RandomSource>(), () => systemRandom),
  log: v.optional(callable<(line: string) => void>()),
  warn: v.optional(callable<(line: string) => void>(), () => () => {}),
  verbose: v.optional(flag, false),
  requestTimeoutMs: v.optional(v.number('must be a number of milliseconds')),
});

/**
 * Starts a Cognito-compatible user pool in this process, listening on loopback. Each call makes a pool of its own;
 * any number live side by side.
 *
 * @throws {InvalidOptionError} when an option or a key of the seed is wrong.
 * @throws {ConnectionError} when the address cannot be listened on.
 */
export const startLocalPool = (options: LocalPoolOptions = {}): Promise<LocalPool> =>
  startSeededPool(options, 'options.seed');

export interface SeededPoolOptions extends Omit<LocalPoolOptions, 'seed'> {
  readonly seed?: unknown;
  /** The directory that keeps the state. What is in it counts before the seed. */
  readonly data?: string;
  /** Receives what the person who runs the pool has to know, such as a disk that is full. */
  readonly warn?: (line: string) => void;
  /** Lets `log` tell what was sent and answered, too. */
  readonly verbose?: boolean;
  /** How long a client may take to send a request. */
  readonly requestTimeoutMs?: number;
}

/**
 * As {@link startLocalPool}, for a seed that has not been checked yet.
 *
 * @param seedName What messages call the seed, such as its file's name.
 * @throws {DataDirectoryError} when the state cannot be read, or another process has it.
 */
export async function startSeededPool(given: SeededPoolOptions, seedName: string): Promise<LocalPool> {
  const options = check(optionsSchema, given, 'options');
  refuseHalfCustomAuth(options.triggers);
  if (options.data === undefined) return serve(options, seedName);
  const data = await DataDirectory.open(options.data, options.warn);
  try {
    return await serve(options, seedName, data);
  } catch (error) {
    await data.release();
    throw error;
  }
}

type Options = v.InferOutput<typeof optionsSchema>;

async function serve(options: Options, seedName: string, data?: DataDirectory): Promise<LocalPool> {
  const { host, port, random, log, strict, triggers, warn } = options;
  const clock = createPoolClock(options.clock, data?.restored?.clockOffsetMs);
  const about = { what: seedName, now: clock.now(), random, strict };
  const [first, ...others] = initialPools(options.seed, about, data);
  const storage = data && new PoolStorage(clock, data, problem => warn(notKept(problem)));
  const keysFor = (initial: InitialPool) => storage?.add(initial) ?? createSigningKeys();
  // After the seed: a seed that is refused should not leave the making of keys behind.
  const keys = await keysFor(first);

  const server = createServer(timeLimits(options.requestTimeoutMs));
  const close = closer(server);
  const endpoint = await listen(server, host, port);
  const needs = { clock, random };
  const issuer = options.issuer ?? `${endpoint}/${first.state.settings.Id}`;
  const pool = createPool(first.state, { ...needs, issuer, keys, triggers });
  // Pools made later are at this address too, have keys of their own, and send to the one outbox.
  const build = async (initial: InitialPool) =>
    createPool(initial.state, {
      ...needs,
      issuer: `${endpoint}/${initial.state.settings.Id}`,
      keys: await keysFor(initial),
      outbox: pool.outbox,
    });
  const pools = new PoolDirectory({
    build: settings => build({ state: emptyPoolState(settings, random) }),
    region: regionOf(first.state.settings),
    now: clock.now,
    random,
  });
  pools.add(pool);
  const app = createApp({
    pools,
    strict,
    pool,
    endpoint,
    clock,
    random,
    commit: work => storage?.journal.commit(work) ?? work(),
    logRequest: line => log?.(options.verbose ? formatVerbosely(line) : formatRequest(line)),
  });
  const ready = Promise.all(others.map(build)).then(built => {
    for (const other of built) pools.add(other);
    return storage?.begin(pools.pools);
  });
  // Nothing has been awaited since the socket opened, so no request can have come in before this.
  server.on('request', whenReady(ready, getRequestListener(app.fetch, { overrideGlobalObjects: false })));
  await ready.catch(async error => {
    await close();
    throw error;
  });
  return {
    ...describe(pool, endpoint),
    clock: { advance: clock.advance },
    users: { add: user => addUser(user, first.state, pool) },
    tokensFor: (username, { clientId } = {}) => tokensFor(pool, username, clientId),
    close: async () => {
      await close();
      await storage?.close();
    },
  };
}

/** What the directory has, or else what the seed says. */
function initialPools(
  seed: unknown,
  about: SeedNeeds,
  data?: DataDirectory,
): readonly [InitialPool, ...InitialPool[]] {
  const [first, ...others] = data?.restored?.pools.values() ?? [];
  if (!first) return [{ state: stateFromSeed(seed, about) }];
  completePasswords(first.state, seed, about);
  return [first, ...others];
}

const notKept = (problem: unknown): string =>
  `A change could not be kept and was undone: ${(problem as Error).message}`;

function describe(pool: Pool, endpoint: string): Omit<LocalPool, 'clock' | 'close' | 'tokensFor' | 'users'> {
  const { Id: userPoolId } = pool.settings();
  return {
    endpoint,
    region: regionOf(pool.settings()),
    userPoolId,
    issuer: pool.issuer,
    jwksUri: `${endpoint}/${userPoolId}/.well-known/jwks.json`,
    gatesUrl: `${endpoint}/gates`,
    clients: pool.clients.all().map(({ ClientId: clientId, secrets: [clientSecret] }) => ({
      clientId,
      ...(clientSecret !== undefined && { clientSecret }),
    })),
    messages: {
      list: () => pool.outbox.list(),
      next: options => pool.outbox.next(options),
    },
  };
}
