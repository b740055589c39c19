import { pieces } from '../helpers/bulk.js';
import { all, usersOf } from '../helpers/managers.js';
import { closing, poolWith } from '../helpers/pool.js';
import { proxyTo } from '../helpers/proxy.js';
import { virtualTime } from '../helpers/virtual-time.js';

const throttled = { status: 400, exception: 'TooManyRequestsException' };

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

/** Imports so many users through a proxy that takes 20 requests a second, and expects all of them, soon. */
export async function expectCompleteImport(count: number): Promise<void> {
  const pool = await poolWith();
  const time = virtualTime();
  const limit = quota(20, time.elapsed);
  const network = closing(await proxyTo(pool, limit.refuse));
  const users = usersOf(pool, network.through);
  const failures: unknown[] = [];
  const summary = await users.importUsers(
    pieces(csv(count), 65_536),
    { format: 'csv', invite: false, onFailure: failure => failures.push(failure) },
    time,
  );
  expect(summary).toEqual({ done: count, failed: 0, skipped: 0 });
  expect(failures).toEqual([]);
  expect((await all(usersOf(pool).list())).map(({ username }) => username).sort()).toEqual(names(count));
  expect(limit.refused()).toBeGreaterThan(0);
  // The quota allows no less than half of this.
  expect(time.elapsed()).toBeLessThan((2 * count * 1000) / 20);
}
