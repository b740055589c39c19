import { closeAfterAll, poolWith } from '../helpers/pool.js';
import { outcomesOf } from './behaviour.js';
import { run } from './web/index.js';
import { OPEN_POOL, STRICT_POOL } from './web/seeds.js';

closeAfterAll();

test('portcullis/web behaves as it should in Node', async () => {
  const [open, strict] = await Promise.all([poolWith(OPEN_POOL), poolWith(STRICT_POOL)]);
  const outcomes = await outcomesOf({ 'portcullis/web': run }, { web: { open, strict } } as never);
  expect(outcomes.filter(({ problem }) => problem !== undefined)).toEqual([]);
  expect(outcomes.length).toBeGreaterThan(20);
});
