import { readdir } from 'node:fs/promises';
import { KeptPool } from '../helpers/kept-pool.js';
import { killRepeatedly } from '../helpers/kills.js';

const KILLS = Number(process.env.KILLS ?? 50);

test(`${KILLS} kills lose nothing that was acknowledged, and leave no copies behind`, async () => {
  const kept = await KeptPool.create();
  try {
    const { acknowledged, lost } = await killRepeatedly(kept, KILLS);
    console.log(`${acknowledged} writes acknowledged over ${KILLS} kills`);
    expect(lost).toEqual([]);
    expect(acknowledged).toBeGreaterThan(KILLS);
    const left = await readdir(kept.data);
    expect(left.filter(name => !/^state-\d+\.(snapshot|log)$/.test(name))).toEqual([]);
    expect(left.length).toBeLessThanOrEqual(4);
  } finally {
    await kept.remove();
  }
}, 3_600_000);
