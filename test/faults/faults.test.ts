import { faults, tableOf } from './faults.js';

// `npm run faults` runs thousands.
test('sessions under faults of network, store and clock are kept, and nothing is misreported', async () => {
  const reports = await faults({ seed: 1, scenarios: 40 });
  expect(reports.flatMap(({ violations }) => violations)).toEqual([]);
  // The steps are those of the seed; how many requests, and so faults, they come to is left to the machine.
  const calls = reports.flatMap(report => Object.values(report.calls)).reduce((sum, count) => sum + count);
  expect(calls).toBeGreaterThan(400);
  for (const row of tableOf(reports)) {
    expect(row.faults).toBeGreaterThan(0);
    expect(row['calls that succeeded']).toBeGreaterThan(row.scenarios);
  }
});
