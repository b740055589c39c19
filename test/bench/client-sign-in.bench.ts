import { execFileSync } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { Cognito, UserPool } from 'portcullis';
import { fetchKeys, keptAlive, signIn } from './by-hand.js';
import { heapUsed, type Measured, median, rowsOf } from './measure.js';
import { PASSWORD, type PoolProcess, poolProcess } from './pool-process.js';

const PEOPLE = 200;
/** They fill the pool's bounded memory of verified tokens, so that its growth counts as no person's. */
const WARM_UP = 3;
const ROUNDS = 5;
const STARTS = 15;

const everyone = Array.from({ length: PEOPLE }, (_, i) => `person${i}`);

/** What a sign-in over SRP costs beside one written by hand: time, CPU, memory, sockets and stalls. */
export async function run(): Promise<readonly Measured[]> {
  const local = await poolProcess(everyone);
  try {
    return [...(await starts(local)), ...(await manyPeople(local))];
  } finally {
    local.stop();
  }
}

/** Milliseconds from the start of a process until somebody is signed in and both tokens are verified. */
async function starts(local: PoolProcess): Promise<Measured[]> {
  const { endpoint, userPoolId, clientId } = local;
  const place = JSON.stringify({ endpoint, userPoolId, clientId });
  const programs = {
    'by hand': `import { fetchKeys, keptAlive, signIn } from './by-hand.js';
      const [agent, place] = [keptAlive(), ${place}];
      await signIn(agent, place, { username: 'person0', password: '${PASSWORD}' }, fetchKeys(agent, place));
      agent.destroy();`,
    portcullis: `import { Cognito } from 'portcullis';
      const cognito = new Cognito({ ...${place}, username: 'person0' });
      await cognito.authenticate('${PASSWORD}');
      cognito.close();`,
  };
  const files = await Promise.all(Object.values(programs).map(program));
  const samples = Array.from({ length: STARTS }, () => files.map(started));
  for (const file of files) rmSync(file);
  const times = files.map((_, i) => median(samples.map(row => row[i] as number)));
  return rowsOf('process start to signed in', Object.keys(programs), times);
}

/** A program as JavaScript, beside the installed packages. */
async function program(code: string): Promise<string> {
  const outfile = join('dist', `bench-${Math.random().toString(36).slice(2)}.mjs`);
  const contents = `${code}\nconsole.log(performance.now());`;
  const stdin = { contents, resolveDir: 'test/bench', loader: 'ts' } as const;
  await build({ stdin, bundle: true, platform: 'node', format: 'esm', packages: 'external', outfile });
  return outfile;
}

const started = (file: string): number =>
  Number(execFileSync(process.execPath, [file], { encoding: 'utf8' }));

/** CPU, memory, sockets and stalls of people who sign in one after another. */
async function manyPeople(local: PoolProcess): Promise<Measured[]> {
  const agent = keptAlive();
  // As ours does, it fetches the keys once, beside the first call.
  let keys: ReturnType<typeof fetchKeys> | undefined;
  const { endpoint, userPoolId, clientId } = local;
  const pool = new UserPool({ endpoint, userPoolId, clientId });
  const ways: readonly Way[] = [
    async username => {
      keys ??= fetchKeys(agent, local);
      return await signIn(agent, local, { username, password: PASSWORD }, keys);
    },
    async username => {
      const person = new Cognito({ pool, username });
      await person.authenticate(PASSWORD);
      return person;
    },
  ];
  const sockets = [await socketsOf(ways[0] as Way), await socketsOf(ways[1] as Way)];
  const rounds = ways.map((): Round[] => []);
  for (let i = 0; i < WARM_UP + ROUNDS; i++)
    for (const [w, way] of ways.entries()) {
      const measured = await round(way);
      if (i >= WARM_UP) rounds[w]?.push(measured);
    }
  pool.close();
  agent.destroy();
  const row = (title: string, of: keyof Round, unit: string): Measured[] =>
    rowsOf(
      title,
      NAMES,
      rounds.map(each => median(each.map(one => one[of]))),
      unit,
    );
  return [
    ...row(`CPU of a sign-in, ${PEOPLE} people one after another`, 'cpu', 'ms'),
    ...row('longest stall of the event loop in a sign-in', 'stall', 'ms'),
    ...row('heap of a person who is signed in', 'heap', 'kB'),
    ...rowsOf('sockets for all of them', NAMES, sockets, ''),
  ];
}

const NAMES = ['by hand', 'portcullis'];

type Way = (username: string) => Promise<unknown>;

interface Round {
  /** Milliseconds for each person. */
  readonly cpu: number;
  readonly stall: number;
  /** Kilobytes for each person. */
  readonly heap: number;
}

/** Everyone signs in, one after another: once for CPU and memory, and once more with an eye on every turn of the loop. */
async function round(way: Way): Promise<Round> {
  const heapBefore = heapUsed();
  const before = process.cpuUsage();
  const signedIn: unknown[] = [];
  for (const username of everyone) signedIn.push(await way(username));
  const { user, system } = process.cpuUsage(before);
  const heap = (heapUsed() - heapBefore) / 1000 / signedIn.length;
  const stalls: number[] = [];
  for (const username of everyone) stalls.push(await longestStall(() => way(username)));
  return { cpu: (user + system) / 1000 / PEOPLE, stall: median(stalls), heap };
}

async function socketsOf(way: Way): Promise<number> {
  let sockets = 0;
  const count = (): void => void sockets++;
  subscribe('net.client.socket', count);
  for (const username of everyone) await way(username);
  unsubscribe('net.client.socket', count);
  return sockets;
}

/** Milliseconds that the event loop did not turn for, at the most. */
async function longestStall(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  let running = true;
  const look = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (running) setImmediate(look);
  };
  setImmediate(look);
  await work();
  running = false;
  return longest;
}
