import * as v from 'valibot';
import { callable, flag, nonEmpty, strictOptions } from '../internal/options.js';
import { type Clock, type RandomSource, systemClock, systemRandom } from '../internal/seams.js';
import { systemSeams, type WaitingSeams } from '../internal/waiting.js';
import type { Seed } from './seed/schema.js';
import { type PoolTriggers, triggersSchema } from './triggers/index.js';
import type { LambdaPlaces } from './triggers/invoke.js';

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
  /** Where the functions are that `LambdaConfig` names. Those without an address are not invoked. */
  readonly lambda?: LambdaPlaces;
  /** Refuses what the pool would keep without acting on it, in requests and in the seed. `false` by default. */
  readonly strict?: boolean;
  /**
   * Whether `{endpoint}/_local/` shows people what the pool has and what it is asked, which keeps the latest requests in
   * memory. `true` by default.
   */
  readonly console?: boolean;
  /** Names of this machine, besides its own, under which browsers may open the console, such as that of a proxy. */
  readonly consoleHosts?: readonly string[];
  readonly clock?: Clock;
  readonly random?: RandomSource;
  /** Receives a line for each request, without secrets. */
  readonly log?: (line: string) => void;
}

export interface SeededPoolOptions extends Omit<LocalPoolOptions, 'seed'> {
  readonly seed?: unknown;
  /** The directory that keeps the state. What is in it counts before the seed. */
  readonly data?: string;
  /** Receives what the person who runs the pool has to know, such as a disk that is full. */
  readonly warn?: (line: string) => void;
  /** Lets `log` tell what was sent and answered, too. */
  readonly verbose?: boolean;
  /** A module that exports triggers. It is loaded again when it changes. */
  readonly triggersFile?: string;
  /** Measures the time that triggers may take. */
  readonly sleep?: WaitingSeams['sleep'];
  /** How long a client may take to send a request. */
  readonly requestTimeoutMs?: number;
}

const httpUrl = v.pipe(
  nonEmpty,
  v.url('must be a URL'),
  v.regex(/^https?:/, 'must be a URL that begins with http'),
);

export const optionsSchema = strictOptions({
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
  issuer: v.optional(httpUrl),
  triggers: v.optional(triggersSchema, {}),
  triggersFile: v.optional(nonEmpty),
  lambda: v.optional(
    strictOptions({ endpoint: v.optional(httpUrl), urls: v.optional(v.record(v.string(), httpUrl)) }),
    {},
  ),
  sleep: v.optional(callable<WaitingSeams['sleep']>(), () => systemSeams.sleep),
  strict: v.optional(flag, false),
  console: v.optional(flag, true),
  consoleHosts: v.optional(v.array(nonEmpty), []),
  clock: v.optional(callable<Clock>(), () => systemClock),
  random: v.optional(callable<RandomSource>(), () => systemRandom),
  log: v.optional(callable<(line: string) => void>()),
  warn: v.optional(callable<(line: string) => void>(), () => () => {}),
  verbose: v.optional(flag, false),
  requestTimeoutMs: v.optional(v.number('must be a number of milliseconds')),
});

export type CheckedOptions = v.InferOutput<typeof optionsSchema>;
