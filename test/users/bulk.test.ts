import { writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import * as fc from 'fast-check';
import { type RowFailure, where } from 'portcullis';
import type { LocalPool } from 'portcullis/local';
import { neutralized, original } from '../../src/users/bulk/formula.js';
import {
  everybodyIn,
  file,
  inDirectoryOfItsOwn,
  pathOf,
  pieces,
  textOf,
  unlimited,
} from '../helpers/bulk.js';
import { credentials, groupsOf, operationCounter, usersOf } from '../helpers/managers.js';
import { closeAfterEach, errorOf, poolWith } from '../helpers/pool.js';

closeAfterEach();
inDirectoryOfItsOwn();

const custom = { 'custom:state': 'London' };
const quotas = unlimited;

/** A pool that knows `custom:state`, and nobody. */
async function emptyPool(): Promise<LocalPool> {
  const pool = await poolWith({
    groups: [{ name: 'staff' }, { name: 'admins' }],
    users: [{ username: 'schema', attributes: custom }],
  });
  await usersOf(pool).delete('schema');
  return pool;
}

/** Imports text, and says what failed. */
async function imported(pool: LocalPool, content: string | Uint8Array, options: object = {}) {
  const failures: RowFailure[] = [];
  const onFailure = (failure: RowFailure) => failures.push(failure);
  const summary = await usersOf(pool).importUsers(pieces(content), {
    format: 'csv',
    invite: false,
    quotas,
    onFailure,
    ...options,
  });
  return {
    summary,
    failures: failures.map(({ row, username, code }) => [row, username, code]),
    messages: failures.map(({ message }) => message),
  };
}

const namesIn = async (pool: LocalPool) => [...(await everybodyIn(pool)).keys()];

describe.each(['csv', 'jsonl'] as const)('in %s', format => {
  const text = fc
    .oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
      fc.constantFrom(
        '=1+1',
        "'=1+1",
        "''@x",
        '+44',
        '-',
        '@a',
        '\tx',
        '\rx',
        'a"b,c\r\nd',
        ' x ',
        "'",
        'true',
      ),
    )
    .filter(value => !value.includes('\uFFFD') && !value.includes('\0'));
  const person = fc.record({
    given_name: text,
    nickname: text,
    state: text,
    verified: fc.boolean(),
    enabled: fc.boolean(),
    groups: fc.subarray(['staff', 'admins']),
  });

  test('what is exported and imported again is the same users, whatever they are called', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(person, { minLength: 1, maxLength: 8 }), async people => {
        const [from, to] = [await emptyPool(), await emptyPool()];
        const users = usersOf(from);
        const groups = groupsOf(from);
        for (const [
          index,
          { state, verified, enabled, groups: memberOf, ...attributes },
        ] of people.entries()) {
          const username = `=user"${index},`;
          const email = `user${index}@example.com`;
          const all = { ...attributes, email, email_verified: verified, 'custom:state': state };
          await users.create({ username, attributes: all, messageAction: 'SUPPRESS' });
          for (const group of memberOf) await groups.add(username, group);
          if (!enabled) await users.disable(username);
        }
        const exported = users.exportUsers({ format, groups: true, quotas });
        const { failed } = await usersOf(to).importUsers(Readable.from(exported), {
          format,
          invite: false,
          quotas,
        });
        expect(failed).toBe(0);
        expect(await everybodyIn(to)).toEqual(await everybodyIn(from));
        await Promise.all([from.close(), to.close()]);
      }),
      { numRuns: 8 },
    );
  });

  test('a saved file is its owner’s alone, and takes the place of another only when it is whole', async () => {
    const pool = await poolWith({ users: [{ username: 'ada', attributes: { email: 'ada@example.com' } }] });
    const path = pathOf(`users.${format}`);
    await writeFile(path, 'old');
    const stopped = usersOf(pool).exportUsers({ signal: AbortSignal.abort(new Error('enough')) });
    await expect(stopped.save(path)).rejects.toThrow('enough');
    expect(await textOf(`users.${format}`)).toBe('old');
    await expect(
      usersOf(pool)
        .exportUsers({ attributes: ['email'] })
        .save(path),
    ).resolves.toMatchObject({ done: 1 });
    expect(await textOf(`users.${format}`)).toBe(
      format === 'csv'
        ? 'username,enabled,email\nada,true,ada@example.com\n'
        : '{"username":"ada","enabled":true,"email":"ada@example.com"}\n',
    );
  });
});

test('no cell that is written begins as a formula does, and every cell comes back as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', "'", 'a') }), cell => {
      expect(neutralized(cell)).not.toMatch(/^[=+\-@\t\r]/);
      expect(original(neutralized(cell))).toBe(cell);
    }),
  );
});

test('users whose names the pool makes up are exported by what they sign in with', async () => {
  const [from, to] = [
    await poolWith({ UsernameAttributes: ['email'] }),
    await poolWith({ UsernameAttributes: ['email'] }),
  ];
  await usersOf(from).create({ username: 'ada@example.com', attributes: { name: 'Ada' } });
  const exported = usersOf(from).exportUsers({
    format: 'csv',
    attributes: ['name'],
    filter: where.email.startsWith('ada'),
  });
  await expect(usersOf(to).importUsers(exported, { format: 'csv', invite: false })).resolves.toMatchObject({
    done: 1,
  });
  expect([...(await everybodyIn(to)).values()]).toMatchObject([
    { attributes: { email: 'ada@example.com', name: 'Ada' } },
  ]);
});

test('a temporary password is taken as it is written, and the invitation goes where it was asked to', async () => {
  const pool = await emptyPool();
  const content = "username,email,temporary_password\nada,ada@example.com,'=Temp-Horse-9\n";
  const { summary } = await imported(pool, content, { invite: ['EMAIL'] });
  expect(summary.done).toBe(1);
  expect(pool.messages.list()).toMatchObject([{ to: 'ada@example.com', code: "'=Temp-Horse-9" }]);
});

test('bad rows are reported with the reason, and the rest goes through', async () => {
  const pool = await emptyPool();
  const long = 'x'.repeat(1_000_000);
  const lines = [
    'username,email,groups,email_verified,nickname,department',
    'ada,ada@example.com,staff admins,TRUE,,',
    ',nobody@example.com,,,,',
    'bob,bob at example,,,,',
    `${long},a@example.com,,,,`,
    `eve,eve@example.com,,,${long},`,
    'dan,dan@example.com,,perhaps,,',
    'fay,fay@example.com,,,,sales',
    'gus,gus@example.com',
    'hal,hal@example.com,nowhere,,,',
    'ada,ada@example.com,,,,',
    '',
    '"ian",ian@example.com,,,"a ""nick"",\nname",',
    'joe,j"oe@example.com,,,,',
  ];
  const { summary, failures, messages } = await imported(pool, `${lines.join('\r\n')}\r\n`);
  expect(failures).toEqual([
    [3, '', 'USERNAME_MISSING'],
    [4, 'bob', 'INVALID_VALUE'],
    [5, 'x'.repeat(128), 'VALUE_TOO_LONG'],
    [6, 'eve', 'VALUE_TOO_LONG'],
    [7, 'dan', 'INVALID_VALUE'],
    [8, 'fay', 'UNKNOWN_COLUMN'],
    [9, 'gus', 'WRONG_FIELD_COUNT'],
    [10, 'hal', 'GROUP_NOT_FOUND'],
    [11, 'ada', 'DUPLICATE_ROW'],
  ]);
  expect(messages.at(-2)).toBe('created, but then: Group not found.');
  expect(summary).toEqual({ done: 3, failed: 9, skipped: 0 });
  expect(await namesIn(pool)).toEqual(['ada', 'hal', 'ian', 'joe']);
  expect((await everybodyIn(pool)).get('ada')).toMatchObject({ groups: ['admins', 'staff'] });
});

test('columns that the caller says to ignore are left out', async () => {
  const { failures } = await imported(await emptyPool(), 'username,status\nada,CONFIRMED\n', {
    ignoreColumns: ['status'],
  });
  expect(failures).toEqual([]);
});

test('two columns of one name fail the rows in which they disagree', async () => {
  const pool = await emptyPool();
  const { failures } = await imported(pool, 'username,email,email\nada,a@b.c,a@b.c\nbob,a@b.c,b@b.c\n');
  expect(failures).toEqual([[3, 'bob', 'DUPLICATE_COLUMN']]);
  expect(await namesIn(pool)).toEqual(['ada']);
});

test('a quotation mark that is never closed costs the rows after it, and no row before', async () => {
  const pool = await emptyPool();
  const { failures } = await imported(pool, 'username,name\nada,Ada\nbob,"Bob\neve,Eve\n');
  expect(failures).toEqual([[3, '', 'UNREADABLE_ROW']]);
  expect(await namesIn(pool)).toEqual(['ada']);
});

test('lines that are not JSON objects are reported without being quoted', async () => {
  const pool = await emptyPool();
  const lines = [
    '{"username":"ada","groups":["staff"]}',
    '{"username":"bob",hunter2}',
    '[]',
    '',
    '{"username":7}',
  ];
  const { failures, messages } = await imported(pool, lines.join('\n'), { format: 'jsonl' });
  expect(failures).toEqual([2, 3].map(row => [row, '', 'UNREADABLE_ROW']));
  expect(messages.join()).not.toContain('hunter2');
  expect(await namesIn(pool)).toEqual(['7', 'ada']);
});

describe('another encoding', () => {
  const content = 'username,name\nada,Žižek\n';

  test('is read where a byte order mark says so', async () => {
    const littleEndian = Buffer.from(`\uFEFF${content}`, 'utf16le');
    for (const bytes of [littleEndian, Buffer.from(littleEndian).swap16(), Buffer.from(`\uFEFF${content}`)]) {
      const pool = await emptyPool();
      expect(await imported(pool, bytes)).toMatchObject({ failures: [] });
      expect((await everybodyIn(pool)).get('ada')).toMatchObject({ attributes: { name: 'Žižek' } });
    }
  });

  test('fails the rows that show it, and no other', async () => {
    const pool = await emptyPool();
    const bytes = Buffer.from('username,name\nada,caf\xe9\nbob,Bob\n', 'latin1');
    expect((await imported(pool, bytes)).failures).toEqual([[2, 'ada', 'BAD_ENCODING']]);
    expect(await namesIn(pool)).toEqual(['bob']);
  });
});

test('a dry run judges every row and asks the pool nothing', async () => {
  const counter = operationCounter();
  const pool = await poolWith({}, { log: counter.log });
  const { summary, failures } = await imported(pool, 'username,email\nada,ada@example.com\nbob,bob\n', {
    dryRun: true,
  });
  expect(summary).toEqual({ done: 1, failed: 1, skipped: 0 });
  expect(failures).toEqual([[3, 'bob', 'INVALID_VALUE']]);
  expect(counter.of('AdminCreateUser') + counter.of('AdminGetUser')).toBe(0);
});

test('the report says which row failed and why, runs no formula and has no password', async () => {
  const pool = await emptyPool();
  const source = await file(
    'users.csv',
    'username,email,temporary_password\n=cmd,nowhere,Hunter-2-hunter\nada,,weakpassword\n',
  );
  await usersOf(pool).importUsers(source, { invite: false, report: pathOf('report.csv'), quotas });
  const report = await textOf('report.csv');
  expect(report.split('\n').map(line => line.split(',').slice(0, 3))).toEqual([
    ['row', 'username', 'code'],
    ['2', "'=cmd", 'INVALID_VALUE'],
    ['3', 'ada', 'PASSWORD_POLICY'],
    [''],
  ]);
  expect(report).not.toMatch(/Hunter|weakpassword/);
});

test('progress counts every row, and knows how many there are', async () => {
  const pool = await emptyPool();
  const source = await file('users.csv', 'username\nada\nbob\n\n,\neve\n');
  const seen: object[] = [];
  await usersOf(pool).importUsers(source, {
    invite: false,
    quotas,
    onProgress: progress => seen.push(progress),
  });
  expect(seen).toHaveLength(4);
  expect(seen.at(-1)).toMatchObject({ done: 3, failed: 1, skipped: 0, total: 4 });
});

describe('what cannot begin is refused before anything is sent', () => {
  const begin = async (source: never, options: object) => {
    const users = usersOf(
      { userPoolId: 'eu-west-1_AbCdEf123', endpoint: 'http://127.0.0.1:1' } as LocalPool,
      { credentials },
    );
    return errorOf(users.importUsers(source, { invite: false, ...options }));
  };

  test.each<[string, () => unknown, object, RegExp]>([
    [
      'a file that is not there',
      () => pathOf('nowhere.csv'),
      {},
      /source .*nowhere\.csv cannot be read: ENOENT/,
    ],
    ['a name that says no format', () => pathOf('users.txt'), {}, /options\.format is missing/],
    ['no word on invitations', () => 'users.csv', { invite: undefined }, /options\.invite/],
    ['a misspelt quota', () => 'users.csv', { quotas: { UserCration: 1 } }, /UserCration is not a known key/],
    ['a source that is neither', () => 7, {}, /source must be the path of a file/],
    [
      'a file without usernames',
      () => pieces('email\na@b.c\n'),
      { format: 'csv' },
      /source has no column username/,
    ],
  ])('%s', async (_, source, options, message) => {
    expect((await begin(source() as never, options)).message).toMatch(message);
  });
});
