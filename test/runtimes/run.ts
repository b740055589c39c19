/**
 * Tries the entries of the built package on every runtime, each against a local pool of its own, and prints a table:
 * `npm run check:runtimes`, or `npm run check:runtimes -- Deno workerd` for those whose names begin so. A runtime that
 * cannot be had fails.
 */
import { type LocalPool, startLocalPool } from 'portcullis/local';
import { asProgram } from './as-program.js';
import type { Outcome, Settings, TriedEntry } from './behaviour.js';
import { ENTRIES } from './entries.js';
import { inChromium } from './in-chromium.js';
import { inWorkerd } from './in-workerd.js';
import { RUNTIMES, type Runtime } from './runtimes.js';
import { OPEN_POOL, STRICT_POOL } from './web/seeds.js';

const ADA = { username: 'ada', password: 'Correct-Horse-9' };
const CLIENT = { clientId: 'app' };

const ANYWHERE = ENTRIES.filter(({ needsNode }) => !needsNode);
const LIKE_NODE = ENTRIES.filter(({ needsNode }) => needsNode);

async function outcomesOn(runtime: Runtime): Promise<readonly Outcome[]> {
  const user = {
    ...ADA,
    attributes: { email: 'ada@example.com', email_verified: 'true' },
    groups: ['readers'],
  };
  const seed = { clients: [CLIENT], groups: [{ name: 'readers' }], users: [user] };
  const pool = await startLocalPool({ seed });
  const other = await startLocalPool({ seed: { ...seed, userPoolId: 'eu-west-1_Foreign01' } });
  const [open, strict] = [
    await startLocalPool({ seed: OPEN_POOL }),
    await startLocalPool({ seed: STRICT_POOL }),
  ];
  try {
    const settings: Settings = {
      ...ADA,
      ...CLIENT,
      endpoint: pool.endpoint,
      userPoolId: pool.userPoolId,
      nodeCrypto: runtime.nodeCrypto,
      tokens: await pool.tokensFor('ada'),
      spareTokens: await pool.tokensFor('ada'),
      foreignTokens: await other.tokensFor('ada'),
      web: { open: placeOf(open), strict: placeOf(strict) },
    };
    const anywhere = await runOn(runtime, ANYWHERE, settings);
    return runtime.likeNode ? [...anywhere, ...(await runOn(runtime, LIKE_NODE, settings))] : anywhere;
  } finally {
    await Promise.all([pool, other, open, strict].map(each => each.close()));
  }
}

/** What JSON can carry of a pool. */
const placeOf = ({ endpoint, userPoolId }: LocalPool) => ({ endpoint, userPoolId });

function runOn(
  runtime: Runtime,
  entries: readonly TriedEntry[],
  settings: Settings,
): Promise<readonly Outcome[]> {
  if (runtime.host === 'program') return asProgram(runtime, entries, settings);
  if (runtime.host === 'worker') return inWorkerd(runtime, entries, settings);
  return inChromium(entries, settings);
}

function count(outcomes: readonly Outcome[], of: string): string {
  const own = outcomes.filter(({ entry }) => entry === of);
  const failed = own.filter(({ problem }) => problem !== undefined).length;
  if (own.length === 0) return '–';
  return failed === 0 ? `${own.length} passed` : `${own.length - failed} passed, ${failed} failed`;
}

const wanted = process.argv.slice(2);
const chosen = RUNTIMES.filter(
  ({ name }) => wanted.length === 0 || wanted.some(word => name.startsWith(word)),
);
const table: Record<string, Record<string, string>> = {};
for (const runtime of chosen) {
  const outcomes = await outcomesOn(runtime).catch((error: Error): Outcome[] => [
    { entry: 'the runtime itself', what: 'starts', problem: error.message },
  ]);
  table[runtime.name] = Object.fromEntries(ENTRIES.map(({ entry }) => [entry, count(outcomes, entry)]));
  for (const { entry, what, problem } of outcomes)
    if (problem !== undefined) {
      process.exitCode = 1;
      console.error(`${runtime.name}, ${entry}: ${what}\n  ${problem}\n`);
    }
}
console.table(table);
if (chosen.length === 0)
  throw new Error(`no runtime is named so; there are: ${RUNTIMES.map(({ name }) => name).join(', ')}`);
