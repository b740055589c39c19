import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { ConnectionError } from '../../errors/connection.js';
import { type LocalPool, startSeededPool } from '../../local/start.js';
import { readObject, writeObject } from '../config/files.js';
import { runningPoolFile } from '../config/folders.js';
import type { Call } from '../frame/call.js';
import { CommandFailure } from '../frame/failure.js';
import { onOrphaned } from '../frame/orphaned.js';
import { readSeedFile } from './seed-file.js';

interface LocalOptions {
  readonly port: number;
  readonly host: string;
  readonly seed?: string;
  readonly data?: string;
  readonly issuer?: string;
  readonly lambdaEndpoint?: string;
  readonly lambdaUrl?: Readonly<Record<string, string>>;
  readonly triggers?: string;
  readonly strict?: true;
  readonly console: boolean;
  readonly consoleHost?: readonly string[];
  readonly quiet?: true;
  readonly verbose?: true;
}

/** `portcullis local`: a Cognito-compatible user pool that runs until it is interrupted. */
export async function local({ options }: Call<LocalOptions>): Promise<void> {
  const { port, host, seed: file, data, issuer, strict, quiet, verbose, console, consoleHost } = options;
  const { lambdaEndpoint: endpoint, lambdaUrl: urls, triggers: triggersFile } = options;
  const seed = file === undefined ? {} : await readSeedFile(file);
  const pool = await startSeededPool(
    {
      port,
      host,
      seed,
      warn: say,
      ...(data !== undefined && { data }),
      ...(issuer !== undefined && { issuer }),
      ...(strict && { strict }),
      console,
      ...(consoleHost && { consoleHosts: consoleHost }),
      lambda: { ...(endpoint !== undefined && { endpoint }), ...(urls && { urls }) },
      ...(triggersFile !== undefined && { triggersFile }),
      ...(!quiet && { log: say }),
      ...(verbose && { verbose }),
    },
    file === undefined ? 'seed' : basename(file),
  ).catch((error: unknown) => {
    if (!(error instanceof ConnectionError)) throw error;
    throw new CommandFailure(error.message, {
      advice: 'Choose another port; --port 0 takes a free one.',
      cause: error,
    });
  });
  const interruption = interrupted();
  const pages = console ? ` For people: ${pool.endpoint}/_local/` : '';
  say(`For development only: listening on ${pool.endpoint}, user pool ${pool.userPoolId}.${pages}`);
  if (!isLoopback(host))
    say(`Other machines can reach ${host}: they may read, change and sign in every user of this pool.`);
  const forget = await announced(pool);
  // Last, because it tells waiting programs that the pool is ready.
  process.stdout.write(`${JSON.stringify(summary(pool))}\n`);
  await interruption;
  await forget();
  await pool.close();
}

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** What a program that starts the pool needs to know to use it. */
const summary = ({ endpoint, region, userPoolId, issuer, jwksUri, gatesUrl, clients }: LocalPool) => ({
  endpoint,
  region,
  userPoolId,
  issuer,
  jwksUri,
  gatesUrl,
  clients,
});

const isLoopback = (host: string): boolean => /^(127(\.\d+){3}|::1|localhost)$/.test(host);

/** Resolves on Ctrl-C or on a signal to end; a second one ends the process at once. */
const interrupted = (): Promise<void> =>
  new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    // Where a system does not tell its parents, a signal to npx does not reach it.
    if (process.env.npm_command === 'exec') onOrphaned(resolve).catch(() => {});
  });

/** Notes where the pool is, for the profile `local`. @returns What forgets it, unless another pool was started since. */
async function announced({
  endpoint,
  userPoolId,
  gatesUrl,
  clients: [client],
}: LocalPool): Promise<() => Promise<void>> {
  const path = runningPoolFile();
  const settings = { userPoolId, endpoint, gatesUrl, ...client };
  // A folder that cannot be written to is no reason not to run.
  await writeObject(path, { pid: process.pid, ...settings }).catch(() => {});
  return async () => {
    if (readObject(path)?.pid === process.pid) await rm(path, { force: true });
  };
}
