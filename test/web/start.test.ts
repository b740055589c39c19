import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { useChromium } from '../helpers/browser.js';
import { closeAfterEach, poolWith } from '../helpers/pool.js';
import { heading, signIn, submit } from '../helpers/site.js';

const MAIN = resolve(__dirname, '../../examples/web/main.ts');
const newWindow = useChromium();
closeAfterEach();

const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

/** `npm run example:web`, on a free port. */
function start(env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN], {
    env: { ...process.env, PORT: '0', ...env },
  });
  running.push(child);
  let said = '';
  child.stderr.setEncoding('utf8').on('data', text => {
    said += text;
  });
  /** How it ends, and what it says on stderr. */
  const ended = once(child, 'close').then(([status]) => ({ status, said }));
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  /** The next line that matches, and what it matches. */
  const line = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw new Error(`it ended without a line like ${pattern}`);
      const [, found] = pattern.exec(value) ?? [];
      if (found !== undefined) return found;
    }
  };
  return { child, line, ended };
}

test('it says where it is, who can sign in and which codes went out, and an interrupt ends it', async () => {
  const { child, line } = start();
  const context = await newWindow({ baseURL: await line(/(http:\S+)\./) });
  const password = await line(/alan@example\.com\s+(\S+)\s+SMS/);
  const page = await context.newPage();
  await signIn(page, 'alan@example.com', password);
  await submit(page, 'Continue', { Code: await line(/SMS to \+441234569934: (\d+)/) });
  expect(await heading(page)).toBe('Your profile');
  const ended = once(child, 'exit');
  child.kill('SIGINT');
  expect(await ended).toEqual([0, null]);
});

test('the environment names another pool', async () => {
  const pool = await poolWith({
    clients: [{ clientId: 'app' }],
    users: [{ username: 'joan@example.com', password: 'Enigma-Hut-8' }],
    UsernameAttributes: ['email'],
  });
  const { line } = start({
    USER_POOL_ID: pool.userPoolId,
    CLIENT_ID: 'app',
    COGNITO_ENDPOINT: pool.endpoint,
    SESSION_SECRET: 'a secret of thirty-two characters or more',
  });
  const context = await newWindow({ baseURL: await line(/(http:\S+)\./) });
  const page = await context.newPage();
  await signIn(page, 'joan@example.com', 'Enigma-Hut-8');
  expect(await heading(page)).toBe('Your profile');
});

test('a port that is none, or taken, is named, and nothing starts', async () => {
  expect(await start({ PORT: 'abc' }).ended).toEqual({
    status: 1,
    said: 'PORT must be 0 to 65535, not abc.\n',
  });
  const { port } = new URL((await poolWith()).endpoint);
  expect(await start({ PORT: port }).ended).toEqual({
    status: 1,
    said: `Port ${port} cannot be listened on (EADDRINUSE). Set PORT to another.\n`,
  });
});
