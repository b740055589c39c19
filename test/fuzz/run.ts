/**
 * Throws malformed and hostile requests at local pools, on loopback only, for a bounded time:
 * `npm run fuzz`, or `npm run fuzz -- --seed 7 --seconds 600 --batches 500` to repeat a run or to go on for longer.
 * Ends with status 1 when an answer was an internal error, was malformed, or did not come.
 */
import { parseArgs } from 'node:util';
import { fuzz } from './fuzz.js';

// The SDK's notice about Node 20 says nothing of these pools.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    seconds: { type: 'string', default: '60' },
    batches: { type: 'string', default: '100' },
  },
});
const seed = Number(values.seed);
const until = Date.now() + Number(values.seconds) * 1000;

console.log(`seed ${seed}`);
const { batches, requests, answers, findings } = await fuzz({
  seed,
  batches: Number(values.batches),
  perBatch: 400,
  until,
});
console.table([...answers].sort(([, a], [, b]) => b - a).map(([answer, times]) => ({ answer, times })));
for (const finding of findings.slice(0, 20)) console.log(`\n✗ ${finding}`);
console.log(`\n${requests} requests in ${batches} batches, seed ${seed}: ${findings.length} findings`);
process.exitCode = findings.length > 0 ? 1 : 0;
