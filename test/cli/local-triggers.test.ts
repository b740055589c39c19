import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { PASSWORD } from '../helpers/pool.js';
import { sdkFor } from '../helpers/sdk.js';

const MAIN = resolve(__dirname, '../../src/cli/main.ts');

test('a module of triggers is loaded again when it changes; a broken one leaves them as they were', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'portcullis-triggers-'));
  const file = join(directory, 'triggers.mjs');
  let second = 1;
  const write = async (source: string) => {
    await writeFile(file, source);
    await utimes(file, second, second++);
  };
  const refusing = (why: string) => `export const preSignUp = () => { throw new Error('${why}'); };`;
  await write(refusing('one'));
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, 'local', '--quiet', '--triggers', file]);
  try {
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', text => {
      stderr += text;
    });
    const [line] = await once(createInterface(child.stdout), 'line');
    const pool = JSON.parse(line);
    const signUp = () =>
      sdkFor(pool).signUp({ ClientId: pool.clients[0].clientId, Username: 'ada', Password: PASSWORD });
    await expect(signUp()).rejects.toThrow('PreSignUp failed with error one.');
    await write(refusing('two'));
    await expect(signUp()).rejects.toThrow('PreSignUp failed with error two.');
    await write('export const preSignup = 1;');
    await expect(signUp()).rejects.toThrow('PreSignUp failed with error two.');
    expect(stderr).toMatch(/triggers\.mjs is not loaded: .*preSignup/);
  } finally {
    child.kill('SIGKILL');
    await rm(directory, { recursive: true });
  }
});
