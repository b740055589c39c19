import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { LocalPool } from 'portcullis/local';
import { sdkFor, signInOverSrp } from '../helpers/sdk.js';
import { keepUsers, nameOf } from './kept-users.js';
import { type Measured, median, rowsOf } from './measure.js';
import { PASSWORD } from './pool-process.js';

const SIZES = [1000, 10_000, 100_000, 1_000_000];
const ROUNDS = 21;

/** Another user each round, spread over all. */
const userIn = (round: number, size: number): number => (round * 7919) % size;

/** `portcullis local --data` over a directory of so many users. */
interface Kept {
  readonly pool: LocalPool;
  readonly size: number;
  readonly startMs: number;
  readonly pid: number;
  readonly stop: () => void;
}

async function startKept(size: number): Promise<Kept> {
  const directory = mkdtempSync(join(tmpdir(), 'portcullis-bench-'));
  const signingIn = new Set(Array.from({ length: ROUNDS }, (_, round) => userIn(round, size)));
  await keepUsers(directory, size, { password: PASSWORD, signingIn });
  const start = performance.now();
  const server = spawn(process.execPath, ['dist/esm/cli/main.js', 'local', '--quiet', '--data', directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface(server.stdout), 'line');
  const startMs = performance.now() - start;
  const stop = (): void => {
    server.kill('SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  };
  return { pool: JSON.parse(line), size, startMs, pid: server.pid as number, stop };
}

const asAda = ({ pool, size }: Kept, round: number) => ({
  UserPoolId: pool.userPoolId,
  Username: nameOf(userIn(round, size)),
});

/** What a local pool is asked for all day, with `round` to make each time another. */
const WORK: Readonly<Record<string, (kept: Kept, round: number) => Promise<unknown>>> = {
  'sign-in over SRP': ({ pool, size }, round) =>
    signInOverSrp(pool, { ClientId: 'app', username: nameOf(userIn(round, size)), password: PASSWORD }),
  'a change, kept on disk': (kept, round) =>
    sdkFor(kept.pool).adminUpdateUserAttributes({
      ...asAda(kept, round),
      UserAttributes: [{ Name: 'name', Value: `Name ${round}` }],
    }),
  'a page of ListUsers': ({ pool }) => sdkFor(pool).listUsers({ UserPoolId: pool.userPoolId }),
  'ListUsers by e-mail address': ({ pool, size }, round) =>
    sdkFor(pool).listUsers({
      UserPoolId: pool.userPoolId,
      Filter: `email = "${nameOf(userIn(round, size))}@example.com"`,
    }),
  'ListUsers by the beginning of one': ({ pool, size }, round) =>
    sdkFor(pool).listUsers({
      UserPoolId: pool.userPoolId,
      Filter: `email ^= "${nameOf(userIn(round, size))}"`,
    }),
};

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

/** The same work in pools of different sizes, in turn. */
export async function run(): Promise<readonly Measured[]> {
  const pools: Kept[] = [];
  try {
    for (const size of SIZES) pools.push(await startKept(size));
    const rows = rowsBySize(
      'restart',
      pools.map(({ startMs }) => startMs),
    );
    rows.push(...rowsBySize('memory of the process', pools.map(megabytesOf), 'MB'));
    for (const [title, work] of Object.entries(WORK)) {
      const { times, cpu } = await inTurn(pools, work);
      rows.push(...rowsBySize(title, times), ...rowsBySize(`${title}: the pool's CPU`, cpu));
    }
    return rows;
  } finally {
    for (const { stop } of pools) stop();
  }
}

async function inTurn(pools: readonly Kept[], work: (kept: Kept, round: number) => Promise<unknown>) {
  const times = pools.map((): number[] => []);
  const before = pools.map(cpuMsOf);
  for (let round = 0; round < ROUNDS; round++)
    for (const [i, kept] of pools.entries()) times[i]?.push(await timed(() => work(kept, round)));
  const cpu = pools.map((kept, i) => (cpuMsOf(kept) - (before[i] ?? 0)) / ROUNDS);
  return { times: times.map(median), cpu };
}

const megabytesOf = ({ pid }: Kept): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

const TICKS_PER_SECOND = Number(execFileSync('getconf', ['CLK_TCK']));

/** User and system time, fields 14 and 15 of proc_pid_stat(5). */
function cpuMsOf({ pid }: Kept): number {
  const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND;
}

const rowsBySize = (title: string, values: readonly number[], unit = 'ms'): Measured[] =>
  rowsOf(
    title,
    SIZES.map(size => `${size.toLocaleString('en')} users`),
    values,
    unit,
  );
