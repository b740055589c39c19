import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ImportOptions } from 'portcullis';
import type { LocalPool } from 'portcullis/local';
import {
  errorsOfRows,
  everybodyIn,
  file,
  inDirectoryOfItsOwn,
  pathOf,
  textOf,
  unlimited,
} from '../helpers/bulk.js';
import type { ImportTask } from '../helpers/import-process.js';
import { credentials, usersOf } from '../helpers/managers.js';
import { closeAfterEach, errorOf, poolWith } from '../helpers/pool.js';
import { type Network, proxyTo } from '../helpers/proxy.js';

closeAfterEach();
inDirectoryOfItsOwn();

let network: Network | undefined;
afterEach(() => network?.close());

const ROWS = 160;
const nameOf = (index: number) => `user${String(index).padStart(4, '0')}`;
const rowOf = (index: number) => `${nameOf(index)},${nameOf(index)}@example.com,staff`;
const csv = (rows: readonly string[]) => `username,email,groups\n${rows.join('\n')}\n`;
const everyRow = Array.from({ length: ROWS }, (_, index) => rowOf(index));

const options = (): ImportOptions => ({
  invite: ['EMAIL'],
  checkpoint: pathOf('checkpoint.json'),
  report: pathOf('report.csv'),
  quotas: unlimited,
});

/** Imports in a process of its own, which is killed once the pool has been asked for the user of this row. */
async function killedAt(pool: LocalPool, source: string, count: number): Promise<void> {
  let reached = () => {};
  const promise = new Promise<void>(resolved => {
    reached = resolved;
  });
  network = await proxyTo(pool, (operation, asked) => {
    if (operation === 'AdminCreateUser' && asked === count) reached();
    return undefined;
  });
  const task: ImportTask = {
    pool: { userPoolId: pool.userPoolId, credentials, ...network.through },
    source,
    options: options(),
  };
  const script = resolve(__dirname, '../helpers/import-process.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(task)], {
    stdio: 'inherit',
  });
  const exit = once(child, 'exit');
  await Promise.race([promise, exit.then(() => Promise.reject(new Error('it ended by itself')))]);
  child.kill('SIGKILL');
  await exit;
}

const resumed = (pool: LocalPool, source: string) =>
  usersOf(pool, network?.through).importUsers(source, options());

test.each([20, 101, 156])(
  'killed at the creation of user %i and resumed, nobody is missing, nobody is created or invited twice, and a real duplicate is told from those under way',
  async count => {
    // Users who were there before, just as their rows say: one is among those under way, the other is not.
    const there = [count - 1, 140].map(index => ({
      username: nameOf(index),
      attributes: { email: `${nameOf(index)}@example.com` },
    }));
    const pool = await poolWith({ groups: [{ name: 'staff' }], users: there });
    pool.clock.advance(60);
    const source = await file('users.csv', csv(everyRow));
    await killedAt(pool, source, count);
    expect((await stat(pathOf('checkpoint.json'))).mode & 0o777).toBe(0o600);

    const { done, failed, skipped } = await resumed(pool, source);
    expect(done + failed + skipped).toBe(ROWS);
    const everybody = await everybodyIn(pool);
    expect([...everybody.keys()]).toEqual(everyRow.map((_, index) => nameOf(index)));
    const duplicates = [...new Set(there.map(({ username }) => username))].sort();
    expect(errorsOfRows(await textOf('report.csv'))).toEqual(
      duplicates.map(name => [name, 'USERNAME_EXISTS']),
    );
    for (const [name, { groups }] of everybody)
      expect([name, groups]).toEqual([name, duplicates.includes(name) ? [] : ['staff']]);
    const invited = pool.messages
      .list()
      .map(({ username }) => username)
      .sort();
    expect(invited).toEqual([...everybody.keys()].filter(name => !duplicates.includes(name)));
    await expect(stat(pathOf('checkpoint.json'))).rejects.toThrow('ENOENT');
  },
);

test('an import that is stopped ends with the signal’s reason after the rows under way, and goes on from there', async () => {
  const pool = await poolWith({ groups: [{ name: 'staff' }] });
  const source = await file('users.csv', csv(everyRow));
  const users = usersOf(pool);
  const stop = new AbortController();
  let done = 0;
  const stopped = users.importUsers(source, {
    ...options(),
    signal: stop.signal,
    onProgress: progress => {
      done = progress.done;
      if (done === 120) stop.abort(new Error('enough'));
    },
  });
  await expect(stopped).rejects.toThrow('enough');
  expect(done).toBeLessThan(140);
  const summary = await users.importUsers(source, options());
  expect(summary).toMatchObject({ failed: 0 });
  expect(summary.skipped).toBeGreaterThan(100);
  expect(summary.done + summary.skipped).toBe(ROWS);
  expect((await everybodyIn(pool)).size).toBe(ROWS);
  expect(pool.messages.list()).toHaveLength(ROWS);
});

describe('a checkpoint', () => {
  const stoppedHalfWay = async (pool: LocalPool, source: string) => {
    const stop = new AbortController();
    const onProgress = () => stop.abort(new Error('enough'));
    await errorOf(usersOf(pool).importUsers(source, { ...options(), signal: stop.signal, onProgress }));
  };

  test('of another file is refused, and nobody is created', async () => {
    const pool = await poolWith({ groups: [{ name: 'staff' }] });
    await stoppedHalfWay(pool, await file('users.csv', csv(everyRow)));
    const before = (await everybodyIn(pool)).size;
    const other = await file('other.csv', csv([...everyRow, 'one,more@example.com,']));
    await expect(usersOf(pool).importUsers(other, options())).rejects.toMatchObject({
      field: 'options.checkpoint',
      message: expect.stringMatching(/belongs to another file/),
    });
    expect((await everybodyIn(pool)).size).toBe(before);
  });

  test('of another pool is refused', async () => {
    const source = await file('users.csv', csv(everyRow));
    await stoppedHalfWay(await poolWith({ groups: [{ name: 'staff' }] }), source);
    await expect(resumed(await poolWith(), source)).rejects.toThrow(/into another user pool/);
  });

  test('that is something else is refused, and left as it is', async () => {
    const source = await file('users.csv', csv(everyRow));
    await file('checkpoint.json', '{"precious":true}');
    await expect(resumed(await poolWith(), source)).rejects.toThrow(/not a checkpoint/);
    expect(await textOf('checkpoint.json')).toBe('{"precious":true}');
  });

  test('cannot be kept for a stream', async () => {
    const stream = (async function* () {})();
    const format = 'csv' as const;
    await expect(usersOf(await poolWith()).importUsers(stream, { ...options(), format })).rejects.toThrow(
      /options\.checkpoint needs a source that is a file/,
    );
  });
});

test('an import stops where the rest would fare no better, blames no row, and can be gone on with', async () => {
  const pool = await poolWith({ groups: [{ name: 'staff' }] });
  let expired = true;
  network = await proxyTo(pool, (operation, count) =>
    expired && operation === 'AdminCreateUser' && count >= 40
      ? { status: 400, exception: 'ExpiredTokenException' }
      : undefined,
  );
  const source = await file('users.csv', csv(everyRow));
  await expect(resumed(pool, source)).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
  expired = false;
  await expect(resumed(pool, source)).resolves.toMatchObject({ failed: 0 });
  expect((await everybodyIn(pool)).size).toBe(ROWS);
  await expect(textOf('report.csv')).rejects.toThrow('ENOENT');
});
