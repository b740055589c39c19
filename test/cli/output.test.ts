import { type LocalPool, startLocalPool } from 'portcullis/local';
import { json, run, shell, Terminal, withCommand } from '../helpers/command.js';
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
  test('a narrow terminal cuts cells and breaks no line', async () => {
    const person = new Terminal(['users', 'list', '--filter', 'username=maximilian'], { pool, columns: 40 });
    expect(await person.ended).toBe(0);
    const table = person.screen.split('\n').filter(line => /^(USER|maxi)/.test(line));
    expect(table).toHaveLength(2);
    for (const line of table) expect([...line].length).toBeLessThanOrEqual(40);
    expect(person.screen).toContain('…');
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
      const person = new Terminal(['groups', 'list'], { pool, environment });
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
});
