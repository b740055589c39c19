import { rm } from 'node:fs/promises';
import type { ImportOptions } from 'portcullis';
import type { LocalPool } from 'portcullis/local';
import { errorsOfRows, file, inDirectoryOfItsOwn, pathOf, textOf, unlimited } from '../helpers/bulk.js';
import { losingProxy } from '../helpers/losing-proxy.js';
import { usersOf } from '../helpers/managers.js';
import { closeAfterEach, closing, errorOf, poolWith } from '../helpers/pool.js';
import { type Network, proxyTo } from '../helpers/proxy.js';

closeAfterEach();
inDirectoryOfItsOwn();

let network: Network | undefined;
afterEach(() => network?.close());

const REPORT = 'report.csv';
const options = (): ImportOptions => ({ invite: false, report: pathOf(REPORT), quotas: unlimited });

/** What the last import said of its rows. */
const EARLIER = [['eve', 'PASSWORD_POLICY']];

async function withEarlierReport(): Promise<LocalPool> {
  const pool = await poolWith();
  const source = await file('earlier.csv', 'username,temporary_password\neve,weakpassword\n');
  await usersOf(pool).importUsers(source, options());
  expect(errorsOfRows(await textOf(REPORT))).toEqual(EARLIER);
  return pool;
}

const rows = () => file('users.csv', 'username,email\nbob,nowhere\nada,ada@example.com\n');
const BAD = [['bob', 'INVALID_VALUE']];

test('a dry run leaves the report of an import as it is, and writes one of its own', async () => {
  const pool = await withEarlierReport();
  for (let i = 0; i < 2; i++) await usersOf(pool).importUsers(await rows(), { ...options(), dryRun: true });
  expect(errorsOfRows(await textOf(REPORT))).toEqual(EARLIER);
  expect(errorsOfRows(await textOf('report.dry-run.csv'))).toEqual(BAD);
});

test.each([
  ['nobody may be looked up', 'AdminGetUser', { status: 400, exception: 'AccessDeniedException' }],
  ['nobody may create users', 'AdminCreateUser', { status: 400, exception: 'AccessDeniedException' }],
])('an import that cannot start leaves an earlier report as it is: %s', async (_what, failing, answer) => {
  const pool = await withEarlierReport();
  network = await proxyTo(pool, operation => (operation === failing ? answer : undefined));
  await errorOf(usersOf(pool, network.through).importUsers(await rows(), options()));
  expect(errorsOfRows(await textOf(REPORT))).toEqual(EARLIER);
});

test('a user whose creation went through and was not answered counts as done, and is created once', async () => {
  const pool = await poolWith();
  const lossy = closing(await losingProxy(pool.endpoint));
  lossy.lose('AdminCreateUser');
  const source = await file('users.csv', 'username,email\nada,ada@example.com\n');
  const summary = await usersOf(pool, { endpoint: lossy.endpoint }).importUsers(source, options());
  expect(summary).toMatchObject({ done: 1, failed: 0 });
  expect(lossy.arrived.filter(operation => operation === 'AdminCreateUser')).toHaveLength(2);
});

test('an import that has ended, run once more, reports the users who are there and counts none as done', async () => {
  const users = usersOf(await poolWith());
  const again = { ...options(), checkpoint: pathOf('checkpoint.json') };
  const source = await file('users.csv', 'username,email\nada,ada@example.com\neve,eve@example.com\n');
  expect(await users.importUsers(source, again)).toEqual({ done: 2, failed: 0, skipped: 0 });
  expect(await users.importUsers(source, again)).toEqual({ done: 0, failed: 2, skipped: 0 });
  expect(errorsOfRows(await textOf(REPORT))).toEqual([
    ['ada', 'USERNAME_EXISTS'],
    ['eve', 'USERNAME_EXISTS'],
  ]);
});

test('where a lost answer and another user of that name leave it open, the report says so', async () => {
  const pool = await poolWith({ users: [{ username: 'ada', attributes: { email: 'another@example.com' } }] });
  const lost = { status: 500, exception: 'InternalErrorException' };
  network = await proxyTo(pool, (operation, count) =>
    operation === 'AdminCreateUser' && count === 1 ? lost : undefined,
  );
  await usersOf(pool, network.through).importUsers(await rows(), options());
  const [, , report = ''] = (await textOf(REPORT)).trim().split('\n');
  expect(report).toMatch(/USERNAME_EXISTS,"?an earlier try may have created the user/);
});

test('an import replaces the report of an earlier one, also when no row fails', async () => {
  const pool = await withEarlierReport();
  await usersOf(pool).importUsers(await rows(), options());
  expect(errorsOfRows(await textOf(REPORT))).toEqual(BAD);
  await usersOf(pool).importUsers(await file('good.csv', 'username\ncarl\n'), options());
  await expect(textOf(REPORT)).rejects.toThrow('ENOENT');
});

test('a directory that is not there is refused before the pool is asked', async () => {
  const pool = await poolWith();
  network = await proxyTo(pool);
  const users = usersOf(pool, network.through);
  const error = await errorOf(
    users.importUsers(await rows(), { ...options(), report: pathOf('no/report.csv') }),
  );
  expect(error).toMatchObject({ code: 'STORE_UNAVAILABLE' });
  expect(network.counts).toEqual({});
});

test('a report that is gone stops the import that would go on with it', async () => {
  const pool = await poolWith();
  const checkpoint = pathOf('checkpoint.json');
  // A block has 250 rows, and its failures are in the report when the next one begins.
  const bad = Array.from({ length: 250 }, (_, index) => `user${index},nowhere`);
  const source = await file('users.csv', `username,email\n${bad.join('\n')}\nada,\n`);
  network = await proxyTo(pool, operation =>
    operation === 'AdminCreateUser' ? { status: 400, exception: 'AccessDeniedException' } : undefined,
  );
  await errorOf(usersOf(pool, network.through).importUsers(source, { ...options(), checkpoint }));
  await rm(pathOf(REPORT));
  const error = await errorOf(
    usersOf(pool, network.through).importUsers(source, { ...options(), checkpoint }),
  );
  expect(error).toMatchObject({ code: 'STORE_UNAVAILABLE', message: expect.stringContaining('it is gone') });
});
