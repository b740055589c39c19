import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeSnapshot, readSnapshot } from '../../src/local/data/state-file.js';
import { startSeededPool } from '../../src/local/start.js';
import { ada } from '../helpers/pool.js';
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

/** The file as the releases before wrote it. */
function inFormat1(file: string): string {
  const [, body = ''] = file.split('\n');
  const before = body
    .replaceAll('"authSessions":', '"sessions":')
    .replaceAll('"userSessions":', '"origins":')
    .replaceAll('"simulationKey":', '"decoyKey":')
    .replaceAll('"userSessionId":', '"originId":');
  const sha256 = createHash('sha256').update(before).digest('hex');
  return `${JSON.stringify({ portcullisLocalPool: 1, sha256 })}\n${before}\n`;
}

test('sign-ins, and what names without a user are answered, outlive an update from the first format', async () => {
  const seed = { clients: [{ clientId: 'app', PreventUserExistenceErrors: 'ENABLED' }], users: [ada] };
  const before = await startSeededPool({ data, seed }, 'seed');
  const { accessToken, refreshToken } = await before.tokensFor('ada');
  const unknown = { ClientId: 'app', Username: 'unknown' };
  const answered = await sdkFor(before).forgotPassword(unknown);
  await before.close();
  const file = join(data, 'state.json');
  await writeFile(file, inFormat1(await readFile(file, 'utf8')));

  const port = Number(new URL(before.endpoint).port);
  const after = await startSeededPool({ data, port }, 'seed');
  const sdk = sdkFor(after);
  expect((await sdk.getUser({ AccessToken: accessToken })).Username).toBe('ada');
  const AuthParameters = { REFRESH_TOKEN: refreshToken };
  const flow = { ClientId: 'app', AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters } as const;
  expect((await sdk.initiateAuth(flow)).AuthenticationResult?.AccessToken).toBeDefined();
  expect((await sdk.forgotPassword(unknown)).CodeDeliveryDetails).toEqual(answered.CodeDeliveryDetails);
  await after.close();
});
