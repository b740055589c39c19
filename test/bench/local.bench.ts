import { type LocalPool, type Seed, startLocalPool } from 'portcullis/local';
import { sdkFor, signInOverSrp } from '../helpers/sdk.js';
import { type Measured, median, rowsOf } from './measure.js';

const SIZES = [100, 10_000, 100_000];
const ROUNDS = 15;
const PASSWORD = 'Correct-Horse-9';

/** A pool of so many people, who all have a password. */
const seedOf = (size: number): Seed => ({
  clients: [{ clientId: 'app' }],
  users: Array.from({ length: size }, (_, i) => ({
    username: `user-${i}`,
    password: PASSWORD,
    status: 'CONFIRMED' as const,
    attributes: { email: `user-${i}@example.com`, email_verified: 'true' },
  })),
});

interface Populated {
  readonly pool: LocalPool;
  readonly size: number;
}

/** What a local pool is asked for all day, with `round` to make each time another. */
const WORK: Readonly<Record<string, (populated: Populated, round: number) => Promise<unknown>>> = {
  'sign-in over SRP': ({ pool, size }, round) =>
    signInOverSrp(pool, { ClientId: 'app', username: `user-${(round * 7919) % size}`, password: PASSWORD }),
  'a page of ListUsers': ({ pool }) => sdkFor(pool).listUsers({ UserPoolId: pool.userPoolId }),
  'ListUsers by e-mail address': ({ pool, size }, round) =>
    sdkFor(pool).listUsers({
      UserPoolId: pool.userPoolId,
      Filter: `email = "user-${(round * 7919) % size}@example.com"`,
    }),
};

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

/** The same work in pools of different sizes, in turn. */
export async function run(): Promise<readonly Measured[]> {
  const pools: Populated[] = [];
  const starts: number[] = [];
  for (const size of SIZES) {
    const seed = seedOf(size);
    starts.push(await timed(async () => pools.push({ pool: await startLocalPool({ seed }), size })));
  }
  const rows = rowsBySize('start of a local pool', starts);
  for (const [title, work] of Object.entries(WORK))
    rows.push(...rowsBySize(title, await inTurn(pools, work)));
  await Promise.all(pools.map(({ pool }) => pool.close()));
  return rows;
}

async function inTurn(
  pools: readonly Populated[],
  work: (populated: Populated, round: number) => Promise<unknown>,
): Promise<number[]> {
  const times = pools.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round++)
    for (const [i, populated] of pools.entries()) times[i]?.push(await timed(() => work(populated, round)));
  return times.map(median);
}

const rowsBySize = (title: string, times: readonly number[]): Measured[] =>
  rowsOf(
    title,
    SIZES.map(size => `${size.toLocaleString('en')} users`),
    times,
  );
