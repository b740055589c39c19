/**
 * Puts faults between client, pool and store, on loopback only, for a bounded number of scenarios: `npm run faults`, or
 * `npm run faults -- --seed 7 --scenarios 100 --rounds 20` to repeat a run. Ends with status 1 when something happened
 * that must not.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import makeSigningKeys from '../helpers/make-signing-keys.js';
import { startRedisServer } from '../helpers/redis-server.js';
import { faults, tableOf } from './faults.js';
import type { StorePlace } from './place.js';
import { processes } from './processes.js';

const LOCK_LIFETIME_MS = 700;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    scenarios: { type: 'string', default: '1900' },
    rounds: { type: 'string', default: '100' },
  },
});
const seed = Number(values.seed);
const violations: string[] = [];
const directory = await mkdtemp(join(tmpdir(), 'portcullis-faults-'));
console.log(`seed ${seed}`);
try {
  makeSigningKeys(undefined, { cacheDirectory: directory });
  await import('../helpers/use-signing-keys.js');
  await runScenarios();
  await runProcesses('files', { directory, lockLifetimeMs: LOCK_LIFETIME_MS });
  const redis = await startRedisServer();
  await runProcesses('Redis', { redisUrl: redis.url, lockLifetimeMs: LOCK_LIFETIME_MS }).finally(redis.stop);
} finally {
  await rm(directory, { recursive: true });
}
for (const violation of violations.slice(0, 20)) console.log(`\n✗ ${violation}`);
console.log(`\n${violations.length} violations, seed ${seed}`);
// Node 20 was seen to spin for ever where it ends by itself after thousands of broken connections.
process.exit(violations.length > 0 ? 1 : 0);

async function runScenarios(): Promise<void> {
  const reports = await faults({ seed, scenarios: Number(values.scenarios) });
  violations.push(...reports.flatMap(report => report.violations));
  console.table(tableOf(reports));
}

async function runProcesses(where: string, store: StorePlace): Promise<void> {
  const report = await processes({ seed, rounds: Number(values.rounds), store });
  violations.push(...report.violations.map(violation => `${where}: ${violation}`));
  console.table({
    'eight processes over': where,
    ...report.rounds,
    'tokens handed out': report.tokens,
    violations: report.violations.length,
  });
  console.log('errors of the processes:', Object.fromEntries(report.errors));
}
