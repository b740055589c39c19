import { pieces } from '../helpers/bulk.js';
import { all, usersOf } from '../helpers/managers.js';
import { closeAfterEach, poolWith } from '../helpers/pool.js';
import { type Network, proxyTo } from '../helpers/proxy.js';
import { virtualTime } from '../helpers/virtual-time.js';

closeAfterEach();
jest.setTimeout(120_000);

const throttled = { status: 400, exception: 'TooManyRequestsException' };

let network: Network | undefined;
afterEach(() => network?.close());

const names = (count: number) => Array.from({ length: count }, (_, i) => `user${String(i).padStart(5, '0')}`);
const csv = (count: number) => `username\n${names(count).join('\n')}\n`;

/** Refuses what comes after the first so many requests of each second. */
function quota(perSecond: number, elapsed: () => number) {
  let second = 0;
  let used = 0;
  let refused = 0;
  return {
    refused: () => refused,
    refuse: () => {
      const now = Math.floor(elapsed() / 1000);
      if (now !== second) used = 0;
      second = now;
      if (used++ < perSecond) return undefined;
      refused++;
      return throttled;
    },
  };
}

test('an import of 5,000 into a pool that refuses half of what it could be sent ends complete, with nothing failed', async () => {
  const pool = await poolWith();
  const time = virtualTime();
  const limit = quota(20, time.elapsed);
  network = await proxyTo(pool, limit.refuse);
  const users = usersOf(pool, network.through);
  const failures: unknown[] = [];
  const summary = await users.importUsers(
    pieces(csv(5_000), 65_536),
    { format: 'csv', invite: false, onFailure: failure => failures.push(failure) },
    time,
  );
  expect(summary).toEqual({ done: 5_000, failed: 0, skipped: 0 });
  expect(failures).toEqual([]);
  expect((await all(usersOf(pool).list())).map(({ username }) => username).sort()).toEqual(names(5_000));
  expect(limit.refused()).toBeGreaterThan(0);
  // 250 seconds is the least that the quota allows.
  expect(time.elapsed()).toBeLessThan(500_000);
});
