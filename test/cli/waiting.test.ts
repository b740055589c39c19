import type { LocalPool } from 'portcullis/local';
import { KEYS, packagesFor, start, Terminal, withCommand } from '../helpers/command.js';
import { type FaultyLink, faultyLink } from '../helpers/faulty-link.js';
import { ada, closeAfterAll, closing, poolWith } from '../helpers/pool.js';

withCommand();
closeAfterAll();

const WORDS = 'Waiting for the pool';
const SHOWN_CURSOR = '\x1b[?25h';
const CLEARED = '\x1b[1G\x1b[0K';
const LIST = ['users', 'list'];

let pool: LocalPool;
let target: string | undefined;
let link: FaultyLink;
beforeAll(async () => {
  pool = await poolWith({ users: [ada] });
  link = closing(await faultyLink(() => target));
});
beforeEach(() => {
  target = undefined;
});

const behindLink = (environment: Readonly<Record<string, string>> = {}) => ({
  pool,
  environment: { ...environment, CI: undefined, PORTCULLIS_ENDPOINT: link.endpoint },
});

/** What was written after the spinner was last drawn. */
const afterwards = ({ raw }: Terminal): string => raw.split(WORDS).at(-1) ?? '';

/** The call that waits is sent again, and reaches the pool. */
async function letThrough(): Promise<void> {
  target = pool.endpoint;
  link.down();
  await link.up();
}

test('a call that takes long shows a spinner, which is gone before the result is printed', async () => {
  const person = new Terminal(LIST, behindLink({ NO_COLOR: '1' }));
  await person.sees(/Waiting for the pool/);
  await letThrough();
  expect(await person.ended).toBe(0);
  const [cleared, result] = afterwards(person).split('USERNAME');
  expect(cleared).toContain(SHOWN_CURSOR + CLEARED);
  expect(result).toContain('ada');
  expect(person.raw).not.toContain('\x1b[36m');
});

test('Ctrl-C while a call waits shows the cursor again, and leaves the terminal as it was', async () => {
  const person = new Terminal([...LIST, '--json'], behindLink());
  await person.sees(/Waiting for the pool/);
  expect(person.raw).toContain('\x1b[36m');
  // The second time it listens to signals for sure.
  await person.sees(/Waiting for the pool/);
  person.type(KEYS.ctrlC);
  expect(await person.ended).toBe(130);
  expect(afterwards(person)).toContain(SHOWN_CURSOR + CLEARED);
  const [before, after] = await person.terminalStates();
  expect(after).toBe(before);
});

test('an error is printed where the spinner was', async () => {
  const person = new Terminal(LIST, behindLink());
  await person.sees(/Waiting for the pool/);
  link.down();
  await person.sees(/portcullis: /);
  expect(await person.ended).toBe(1);
  expect(afterwards(person).split('portcullis: ')[0]).toContain(SHOWN_CURSOR + CLEARED);
  await link.up();
});

test('a pipe gets no spinner, and its library is not loaded for it', async () => {
  pool.faults.add({ operation: 'ListUsers', delayMs: 600 });
  const environment = { CI: undefined };
  expect(await packagesFor(LIST, { pool, environment })).not.toContain('yocto-spinner');
  pool.faults.add({ operation: 'ListUsers', delayMs: 600 });
  expect(await start(LIST, { pool, environment }).ended).toMatchObject({ status: 0, stderr: '' });
});
