import { basename } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { type LocalPool, startSeededPool } from '../local/start.js';
import { readSeedFile } from './seed-file.js';

interface LocalOptions {
  readonly port: number;
  readonly host: string;
  readonly seed?: string;
  readonly data?: string;
  readonly issuer?: string;
  readonly strict?: true;
  readonly quiet?: true;
  readonly verbose?: true;
}

/** `portcullis local`: a Cognito-compatible user pool that runs until it is interrupted. */
export const localCommand = (): Command =>
  new Command('local')
    .description('run a Cognito-compatible user pool on this machine')
    .option('--port <number>', 'port to listen on; 0 takes a free one', parsePort, 0)
    .option(
      '--host <address>',
      'address to listen on; anything but loopback lets other machines in',
      '127.0.0.1',
    )
    .option('--seed <file>', 'JSON file with the pool, its app clients, groups and users')
    .option('--data <directory>', 'keep the state there; what it holds already counts before the seed')
    .option('--issuer <url>', 'issuer of the tokens, where it should not be {endpoint}/{userPoolId}')
    .option('--strict', 'refuse what the pool would keep without acting on it')
    .option('--quiet', 'no line per request')
    .addOption(
      new Option('--verbose', 'what each request says and is answered, without secrets').conflicts('quiet'),
    )
    .option('--debug', 'show where an error comes from')
    .action(runLocalPool);

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return port;
}

async function runLocalPool(options: LocalOptions): Promise<void> {
  const { port, host, seed: file, data, issuer, strict, quiet, verbose } = options;
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
      ...(!quiet && { log: say }),
      ...(verbose && { verbose }),
    },
    file === undefined ? 'seed' : basename(file),
  );
  const interruption = interrupted();
  say(`For development only: listening on ${pool.endpoint}, user pool ${pool.userPoolId}.`);
  if (!isLoopback(host))
    say(`Other machines can reach ${host}: they may read, change and sign in every user of this pool.`);
  // Last, because it tells waiting programs that the pool is ready.
  process.stdout.write(`${JSON.stringify(summary(pool))}\n`);
  await interruption;
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
  });
