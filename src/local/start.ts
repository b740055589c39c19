import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { InvalidOptionError } from '../errors/invalid-option.js';
import { toBase64 } from '../internal/bytes.js';
import { check } from '../internal/options.js';
import { type Controls, createControls } from './controls/controls.js';
import { Faults } from './controls/faults.js';
import { DataDirectory } from './data/data-directory.js';
import { type InitialPool, PoolStorage } from './data/pool-storage.js';
import { closer, listen, timeLimits, whenReady } from './http/listen.js';
import { createApp } from './http/server.js';
import { ImportRunner } from './imports/import-runner.js';
import { createPoolClock, type PoolClock } from './internal/clock.js';
import { RecentRequests } from './internal/recent-requests.js';
import { formatRequest, formatVerbosely, type LogRequest } from './internal/request-log.js';
import {
  type CheckedOptions,
  type LocalPoolOptions,
  optionsSchema,
  type SeededPoolOptions,
} from './options.js';
import { PoolDirectory } from './pool/directory.js';
import { createPool, emptyPoolState, type Pool } from './pool/pool.js';
import { completePasswords } from './seed/complete-passwords.js';
import { type SeedNeeds, stateFromSeed } from './seed/seed.js';
import { regionOf } from './state/settings.js';
import { createSigningKeys, type SigningKeys } from './state/signing-keys.js';
import { refuseHalfCustomAuth } from './triggers/index.js';
import { lambdaAt } from './triggers/invoke.js';
import { type LambdaConfig, unreachable } from './triggers/lambda.js';
import { TriggersModule } from './triggers/module.js';

/** An app client of the pool, as an application is configured with it. */
export interface LocalPoolClient {
  readonly clientId: string;
  readonly clientSecret?: string;
}

export interface LocalPool extends Controls, AsyncDisposable {
  /** The address to give to clients as their endpoint, without a slash at its end. */
  readonly endpoint: string;
  readonly region: string;
  readonly userPoolId: string;
  readonly issuer: string;
  readonly jwksUri: string;
  readonly gatesUrl: string;
  readonly clients: readonly LocalPoolClient[];
  /** The AES-256 key, in base64, under which the custom senders get codes. */
  readonly senderKey: string;
  /** Stops listening and drops every connection. */
  close(): Promise<void>;
}

/**
 * Starts a Cognito-compatible user pool in this process, listening on loopback. Each call makes a pool of its own;
 * any number live side by side.
 *
 * @throws {InvalidOptionError} when an option or a key of the seed is wrong.
 * @throws {ConnectionError} when the address cannot be listened on.
 */
export const startLocalPool = (options: LocalPoolOptions = {}): Promise<LocalPool> =>
  startSeededPool(options, 'options.seed');

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

async function serve(options: CheckedOptions, seedName: string, data?: DataDirectory): Promise<LocalPool> {
  const { random, strict, warn } = options;
  const clock = createPoolClock(options.clock, data?.restored?.clockOffsetMs);
  const about = () => ({ what: seedName, now: clock.now(), random, strict });
  const initial = initialPools(options.seed, about(), data);
  const functions = await loadFunctions(options);
  if (strict && !data?.restored) refuseUnreachable(initial[0], functions, seedName);
  const storage = data && new PoolStorage(clock, data, problem => warn(notKept(problem)));
  // After the seed: a seed that is refused should not leave the making of keys behind.
  const keys = (await storage?.add(initial[0])) ?? (await createSigningKeys());

  const server = createServer(timeLimits(options.requestTimeoutMs));
  const close = closer(server);
  const endpoint = await listen(server, options.host, options.port);
  const needs = { options, clock, storage, endpoint, keys, functions };
  const { pool, pools, complete } = buildPools(initial, needs);
  const faults = new Faults();
  const recent = options.console ? new RecentRequests() : undefined;
  const controls = createControls({
    pool,
    pools,
    clock,
    faults,
    seeded: () => stateFromSeed(options.seed, about()),
  });
  const commit = (work: () => Promise<void>) => storage?.journal.commit(work) ?? work();
  const imports = new ImportRunner(pools, commit, warn);
  const app = createApp({
    controls,
    faults,
    pools,
    strict,
    unreachable: ({ UserPoolId, LambdaConfig }) =>
      functions.unreachable(LambdaConfig, UserPoolId === pool.settings().Id),
    pool,
    endpoint,
    clock,
    random,
    beforeEach: functions.refresh,
    commit,
    afterEach: () => imports.wake(),
    recent,
    consoleHosts: [options.host, ...options.consoleHosts],
    logRequest: logger(options, recent),
  });
  const ready = complete.then(() => storage?.begin(pools.pools));
  // Nothing has been awaited since the socket opened, so no request can have come in before this.
  server.on('request', whenReady(ready, getRequestListener(app.fetch, { overrideGlobalObjects: false })));
  await ready.catch(async error => {
    await close();
    throw error;
  });
  imports.wake();
  const end = once(async () => {
    for (const part of [{ close }, imports, storage]) await part?.close();
  });
  return Object.assign(describe(pool, endpoint), controls, { close: end, [Symbol.asyncDispose]: end });
}

/** `await using` closes what was closed by hand before. */
function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}

/** Keeps requests for the console, and tells them line by line. */
const logger =
  ({ log, verbose }: CheckedOptions, recent: RecentRequests | undefined): LogRequest =>
  line => {
    recent?.add(line);
    log?.(verbose ? formatVerbosely(line) : formatRequest(line));
  };

type Functions = Awaited<ReturnType<typeof loadFunctions>>;

/** The functions that pools call: behind ARNs, and for the first pool in the process or in a module. */
async function loadFunctions({ triggersFile, triggers: given, lambda: places, warn }: CheckedOptions) {
  const module = triggersFile && (await TriggersModule.load(triggersFile, warn));
  const lambda = lambdaAt({ ...places, warn });
  const triggers = () => (module ? module.triggers() : given);
  return {
    lambda,
    triggers,
    refresh: () => (module ? module.refresh() : undefined),
    unreachable: (config: LambdaConfig = {}, isFirstPool: boolean) =>
      unreachable(config, lambda, isFirstPool ? triggers() : {}),
  };
}

/** @throws {InvalidOptionError} naming a function of the seed that would not be invoked. */
function refuseUnreachable({ state }: InitialPool, functions: Functions, seedName: string): void {
  const [arn] = functions.unreachable(state.settings.LambdaConfig, true);
  if (arn !== undefined)
    throw new InvalidOptionError(`${seedName}.LambdaConfig`, `names ${arn}, which has no address`);
}

interface BuildNeeds {
  readonly options: CheckedOptions;
  readonly clock: PoolClock;
  readonly storage: PoolStorage | undefined;
  readonly endpoint: string;
  /** Of the first pool. */
  readonly keys: SigningKeys;
  readonly functions: Functions;
}

/** The server's pools. The first is there at once, the others when `complete` resolves. */
function buildPools([first, ...others]: InitialPools, needs: BuildNeeds) {
  const { options, clock, storage, endpoint, keys, functions } = needs;
  const { lambda, triggers } = functions;
  const { random } = options;
  const shared = { clock, random, lambda, sleep: options.sleep, endpoint };
  const addressOf = ({ state }: InitialPool) => `${endpoint}/${state.settings.Id}`;
  const issuer = options.issuer ?? addressOf(first);
  const pool = createPool(first.state, { ...shared, issuer, keys, triggers });
  // Pools made later are at this address too, have keys of their own, and send to the one outbox.
  const build = async (initial: InitialPool) =>
    createPool(initial.state, {
      ...shared,
      issuer: addressOf(initial),
      keys: (await storage?.add(initial)) ?? (await createSigningKeys()),
      outbox: pool.outbox,
    });
  const pools = new PoolDirectory({
    build: settings => build({ state: emptyPoolState(settings, random) }),
    region: regionOf(first.state.settings),
    now: clock.now,
    random,
  });
  pools.add(pool);
  const complete = Promise.all(others.map(build)).then(built => {
    for (const other of built) pools.add(other);
  });
  return { pool, pools, complete };
}

type InitialPools = readonly [InitialPool, ...InitialPool[]];

/** What the directory has, or else what the seed says. */
function initialPools(seed: unknown, about: SeedNeeds, data?: DataDirectory): InitialPools {
  const [first, ...others] = data?.restored?.pools.values() ?? [];
  if (!first) return [{ state: stateFromSeed(seed, about) }];
  completePasswords(first.state, seed, about);
  return [first, ...others];
}

const notKept = (problem: unknown): string =>
  `A change could not be kept and was undone: ${(problem as Error).message}`;

function describe(
  pool: Pool,
  endpoint: string,
): Omit<LocalPool, keyof Controls | keyof AsyncDisposable | 'close'> {
  const { Id: userPoolId } = pool.settings();
  return {
    endpoint,
    region: regionOf(pool.settings()),
    userPoolId,
    issuer: pool.issuer,
    // Read by name only, so that no log of the pool shows it.
    get senderKey() {
      return toBase64(pool.senderKey);
    },
    jwksUri: `${endpoint}/${userPoolId}/.well-known/jwks.json`,
    gatesUrl: `${endpoint}/gates`,
    clients: pool.clients.all().map(({ ClientId: clientId, secrets: [clientSecret] }) => ({
      clientId,
      ...(clientSecret !== undefined && { clientSecret }),
    })),
  };
}
