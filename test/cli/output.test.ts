import { readdir, readFile } from 'node:fs/promises';
import { type LocalPool, startLocalPool } from 'portcullis/local';
import { inHome, json, run, shell, Terminal, withCommand } from '../helpers/command.js';
import { closeAfterAll, closing, PASSWORD, poolWith } from '../helpers/pool.js';

withCommand();
closeAfterAll();

const users = ['maximilian', 'bob', 'cleo', 'dan'].map(username => ({
  username,
  password: PASSWORD,
  attributes: { email: `${username}@a-rather-long-domain.example.com` },
}));

let pool: LocalPool;
beforeAll(async () => {
  pool = await poolWith({ groups: [{ name: 'GAIA' }], users });
});

test('what destroys asks first: no leaves all as it was, and without a terminal it takes --yes', async () => {
  const person = new Terminal(['users', 'delete', 'cleo'], { pool });
  await person.answers(/Delete cleo for good\?/, 'n');
  await person.sees(/nothing was changed/);
  expect(await person.ended).toBe(1);
  expect(await run(['users', 'delete', 'cleo'], { pool })).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('--yes'),
  });
  expect(await json('users get', ['cleo'], { pool })).toMatchObject({ username: 'cleo' });
});

describe('what is printed', () => {
  test('a terminal that is somewhat narrow cuts cells, and never the first, which other commands take', async () => {
    const person = new Terminal(['users', 'list', '--filter', 'username=maximilian'], { pool, columns: 70 });
    expect(await person.ended).toBe(0);
    const table = person.screen.split('\n').filter(line => /^(USERNAME|maximilian) /.test(line));
    expect(table).toHaveLength(2);
    for (const line of table) expect([...line].length).toBeLessThanOrEqual(70);
    expect(person.screen).toContain('…');
  });

  test('a terminal that is too narrow for a table gets the fields below one another, and all of each', async () => {
    const person = new Terminal(['users', 'list', '--filter', 'username=maximilian'], { pool, columns: 40 });
    expect(await person.ended).toBe(0);
    expect(person.screen).toMatch(/^USERNAME +maximilian$/m);
    expect(person.screen.replaceAll('\n', '')).toContain('maximilian@a-rather-long-domain.example.com');
    expect(person.screen).not.toContain('…');
  });

  test('help fits a narrow terminal', async () => {
    const person = new Terminal(['gates', 'list', '--help'], { columns: 40 });
    expect(await person.ended).toBe(0);
    expect(person.screen).toContain("the AWS Region to call, where it\n      is not the pool's");
  });

  test('a long list at a terminal goes through the pager', async () => {
    const environment = { PAGER: 'sed s/^/paged:/' };
    const person = new Terminal(['users', 'list'], { pool, rows: 3, environment });
    await person.sees(/paged:USERNAME/);
    expect(await person.ended).toBe(0);
  });

  test('a list is asked for as it is read: who leaves the pager, or head, ends it', async () => {
    const calls: string[] = [];
    const many = Array.from({ length: 3000 }, (_, i) => ({ username: `user-${i}` }));
    const large = closing(await startLocalPool({ seed: { users: many }, log: line => calls.push(line) }));
    const person = new Terminal(['users', 'list'], { pool: large, environment: { PAGER: 'head -2' } });
    await person.sees(/USERNAME[\s\S]*user-/);
    expect(await person.ended).toBe(0);
    expect(await shell('portcullis users list | head -1', { pool: large })).toMatchObject({ stderr: '' });
    // All of it is 50 calls each time. What is not read fills a pipe at most.
    expect(calls.length).toBeGreaterThan(1);
    expect(calls.length).toBeLessThan(80);
  });

  test('colour is for terminals that want it', async () => {
    const raw = async (environment: Record<string, string>) => {
      const person = new Terminal(['groups', 'list'], {
        pool,
        environment: { CI: undefined, ...environment },
      });
      await person.ended;
      return person.raw;
    };
    expect(await raw({})).toContain('\x1b[1mNAME');
    expect(await raw({ NO_COLOR: '1' })).not.toContain('\x1b[1m');
  });

  test('a pipe gets plain lines with tabs, and may close early', async () => {
    expect((await run(['groups', 'list'], { pool })).stdout.split('\n')[0]).toMatch(/^GAIA\t\t\t\t\d{4}-/);
    const piped = await shell('portcullis users list | head -1; exit $PIPESTATUS', { pool });
    expect({ ...piped, lines: piped.stdout.split('\n').length }).toMatchObject({
      status: 0,
      stderr: '',
      lines: 2,
    });
  });

  test('a full disk is said, with status 1', async () => {
    const { status, stderr } = await shell('portcullis users list > /dev/full', { pool });
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringMatching(/^portcullis: .*ENOSPC/) });
  });

  test('a token that a full disk does not take is an error of one line', async () => {
    await run(['login', 'bob', '--password-stdin'], { pool, stdin: PASSWORD });
    expect(await shell('portcullis token > /dev/full', { pool })).toMatchObject({
      status: 1,
      stderr: 'portcullis: the token cannot be written to stdout (ENOSPC)\n',
    });
  });

  test('a configuration that cannot be written stays as it was, and the error names it', async () => {
    await run(['config', 'set', 'region', 'eu-west-1'], { pool });
    const set = 'portcullis config set region "eu-west-1$(printf %100000s)"';
    const { status, stderr } = await shell(`trap '' XFSZ; ulimit -f 1; ${set}`, { pool });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringMatching(
        /^portcullis: .*config\.json cannot be written \(EFBIG\), and is as it was\n {2}/,
      ),
    });
    const kept = await readFile(inHome('config', 'portcullis', 'config.json'), 'utf8');
    expect(JSON.parse(kept).profiles.default).toEqual({ region: 'eu-west-1' });
    expect(await readdir(inHome('config', 'portcullis'))).toEqual(['config.json']);
  });
});
