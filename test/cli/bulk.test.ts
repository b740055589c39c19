import type { LocalPool } from 'portcullis/local';
import { everybodyIn, file, inDirectoryOfItsOwn, pathOf, textOf } from '../helpers/bulk.js';
import { start, withCommand } from '../helpers/command.js';
import { closeAfterEach, poolWith } from '../helpers/pool.js';
import { type Network, proxyTo } from '../helpers/proxy.js';

closeAfterEach();
withCommand();
inDirectoryOfItsOwn();

let network: Network | undefined;
afterEach(() => network?.close());

const portcullis = (pool: LocalPool, ...args: string[]) =>
  start(args, {
    pool,
    environment: { PORTCULLIS_ENDPOINT: network?.through.endpoint ?? pool.endpoint },
  });

const quick = ['--quota', 'UserCreation=100000'];
const names = Array.from({ length: 400 }, (_, index) => `user${index}`);

test('users are imported, with what failed and where to read of it, and exported', async () => {
  const pool = await poolWith();
  const source = await file('users.csv', 'username,email\nada,ada@example.com\nbob,nowhere\n');
  const { status, stderr } = await portcullis(pool, 'import-users', source, '--invite', 'none', ...quick)
    .ended;
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: expect.stringContaining(
      `1 imported, 1 failed.\nWhich rows failed, and why: ${source}.failures.csv\n`,
    ),
  });
  expect(await textOf('users.csv.failures.csv')).toContain('3,bob,INVALID_VALUE');
  const exported = portcullis(pool, 'export-users', pathOf('out.csv'), '--attributes', 'email');
  expect(await exported.ended).toMatchObject({
    status: 0,
    stderr: expect.stringContaining('1 users written'),
  });
  expect(await textOf('out.csv')).toBe('username,enabled,email\nada,true,ada@example.com\n');
});

test('Ctrl-C stops it cleanly with a hint, and the same command goes on', async () => {
  const pool = await poolWith();
  let reached = () => {};
  const halfWay = new Promise<void>(resolved => {
    reached = resolved;
  });
  network = await proxyTo(pool, (operation, count) => {
    if (operation === 'AdminCreateUser' && count === 100) reached();
    return undefined;
  });
  const source = await file('users.csv', `username\n${names.join('\n')}\n`);
  const { child, ended } = portcullis(pool, 'import-users', source, '--invite', 'none', ...quick);
  await Promise.race([halfWay, ended.then(({ stderr }) => Promise.reject(new Error(stderr)))]);
  child.kill('SIGINT');
  const { status, stderr } = await ended;
  expect(status).toBe(130);
  expect(stderr).toMatch(/Stopped after \d+ rows\. The same command resumes from /);
  expect((await everybodyIn(pool)).size).toBeLessThan(400);

  const again = await portcullis(pool, 'import-users', source, '--invite', 'none', ...quick).ended;
  expect(again).toMatchObject({
    status: 0,
    stderr: expect.stringMatching(/imported, 0 failed, \d+ dealt with before/),
  });
  expect([...(await everybodyIn(pool)).keys()]).toEqual([...names].sort());
});
