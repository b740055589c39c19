import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeSnapshot, readSnapshot } from '../../src/local/data/state-file.js';
import { startSeededPool } from '../../src/local/start.js';
import { sdkFor } from '../helpers/sdk.js';

let data: string;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'portcullis-restore-'));
});
afterEach(() => rm(data, { recursive: true }));

/** Leaves two pools in the directory, the second with keys that cannot be used. Returns the file and the address. */
async function spoilSecondPool() {
  const pool = await startSeededPool({ data }, 'seed');
  await sdkFor(pool).createUserPool({ PoolName: 'second' });
  await pool.close();
  const file = join(data, 'state.json');
  const { pools: [first, second] = [], ...rest } = (await readSnapshot(file))!;
  const spoiled = { ...second!, keys: { id: { kty: 'RSA' }, access: { kty: 'RSA' } } };
  await writeFile(file, encodeSnapshot({ ...rest, pools: [first!, spoiled] }));
  return { file, endpoint: pool.endpoint };
}

test('a pool that cannot be brought back leaves nothing listening and the file as it is', async () => {
  const { file, endpoint } = await spoilSecondPool();
  const before = await readFile(file, 'utf8');
  const port = Number(new URL(endpoint).port);
  await expect(startSeededPool({ data, port }, 'seed')).rejects.toThrow();
  await expect(fetch(endpoint)).rejects.toThrow();
  expect(await readFile(file, 'utf8')).toBe(before);
});
