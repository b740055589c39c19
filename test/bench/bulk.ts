/**
 * Imports, lists and exports users, with the pool in a process of its own so that this one's memory is the library's:
 * `node --import tsx --expose-gc test/bench/bulk.ts 100000`. It ends with status 1 when a user is missing or changed.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { UserPool } from 'portcullis';
import { unlimited } from '../helpers/bulk.js';
import { credentials } from '../helpers/managers.js';

const count = Number(process.argv[2] ?? 100_000);
const nameOf = (index: number) => `user${String(index).padStart(7, '0')}`;
const emailOf = (index: number) => `${nameOf(index)}@example.com`;

function* csv() {
  yield 'username,email,email_verified,given_name,custom:state\n';
  for (let i = 0; i < count; i++) yield `${nameOf(i)},${emailOf(i)},true,Ada ${i},"Greater London, ${i}"\n`;
}

/** Independent of the order in which users come. */
class SetHash {
  readonly #sum = Buffer.alloc(32);
  add(text: string): void {
    const digest = createHash('sha256').update(text).digest();
    for (let i = 0; i < 32; i++) this.#sum[i]! ^= digest[i]!;
  }
  toString = () => this.#sum.toString('hex').slice(0, 16);
}

const lineOf = (...values: unknown[]) => values.join('|');

let peakHeap = 0;
const sampler = setInterval(() => {
  global.gc?.();
  peakHeap = Math.max(peakHeap, process.memoryUsage().heapUsed);
}, 500);

async function measured(what: string, work: () => Promise<string>): Promise<void> {
  peakHeap = 0;
  const start = performance.now();
  const result = await work();
  const seconds = (performance.now() - start) / 1000;
  const [heap, rss] = [peakHeap / 2 ** 20, process.resourceUsage().maxRSS / 1024].map(Math.round);
  console.log(
    `${what}: ${seconds.toFixed(1)} s, ${(count / seconds).toFixed(0)}/s, live heap ≤ ${heap} MiB, RSS so far ≤ ${rss} MiB, ${result}`,
  );
}

const directory = await mkdtemp(join(tmpdir(), 'portcullis-bench-'));
// What the pool begins with makes the custom attribute part of its schema.
const seed = join(directory, 'pool.json');
await writeFile(
  seed,
  JSON.stringify({ users: [{ username: 'schema', attributes: { 'custom:state': 'x' } }] }),
);
const command = ['--import', 'tsx', 'src/cli/main.ts', 'local', '--quiet', '--seed', seed];
const pool = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'] });
const [line] = await once(createInterface(pool.stdout), 'line');
const { endpoint, userPoolId } = JSON.parse(line);
const userPool = new UserPool({ endpoint, userPoolId, credentials });
const { users } = userPool;
await users.delete('schema');

const expected = new SetHash();
for (let i = 0; i < count; i++)
  expected.add(lineOf(nameOf(i), emailOf(i), true, `Ada ${i}`, `Greater London, ${i}`));
const source = join(directory, 'users.csv');
const target = join(directory, 'export.jsonl');
await writeFile(source, csv());

await measured('import', async () => {
  const checkpoint = join(directory, 'checkpoint.json');
  return JSON.stringify(await users.importUsers(source, { invite: false, checkpoint, quotas: unlimited }));
});
const listed = new SetHash();
let order = '';
let isOrdered = true;
await measured('list', async () => {
  for await (const { username, attributes, custom } of users.list()) {
    // Ten rows are under way at once, so neighbours may change places, and blocks may not.
    isOrdered &&=
      username.slice(0, 9) >= order.slice(0, 9) || Number(order.slice(4)) - Number(username.slice(4)) < 250;
    order = username > order ? username : order;
    listed.add(
      lineOf(username, attributes.email, attributes.email_verified, attributes.given_name, custom.state),
    );
  }
  return `hash ${listed}, in order of creation: ${isOrdered}`;
});
const exported = new SetHash();
await measured('export', async () => {
  await users.exportUsers({ quotas: unlimited }).save(target);
  for await (const text of createInterface(createReadStream(target))) {
    const user = JSON.parse(text);
    exported.add(
      lineOf(user.username, user.email, user.email_verified, user.given_name, user['custom:state']),
    );
  }
  return `hash ${exported}`;
});

const isComplete = String(listed) === String(expected) && String(exported) === String(expected);
console.log(isComplete ? `complete: hash ${expected}` : `INCOMPLETE: expected ${expected}`);
process.exitCode = isComplete ? 0 : 1;
clearInterval(sampler);
userPool.close();
pool.kill();
await rm(directory, { recursive: true });
