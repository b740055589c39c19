import { faults } from './faults.js';

// `npm run faults` runs thousands.
test('sessions under faults of network, store and clock are kept, and nothing is misreported', async () => {
  const reports = await faults({ seed: 1, scenarios: 40 });
  expect(reports.flatMap(({ violations }) => violations)).toEqual([]);
  expect(reports.reduce((sum, report) => sum + report.faults, 0)).toBeGreaterThan(0);
});
