import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { installCommand, startProgram, Terminal, withCommand } from '../helpers/command.js';

withCommand();
jest.setTimeout(120_000);

/** Waits until nothing listens there. */
async function isFree(endpoint: string): Promise<true> {
  for (;;) {
    const answer = await fetch(`${endpoint}/_local/clock`).catch(() => undefined);
    if (!answer) return true;
    await sleep(100);
  }
}

test.each(['SIGTERM', 'SIGKILL'] as const)('%s to npx ends the pool and frees its port', async signal => {
  await installCommand();
  const { child, ended } = startProgram('npx', ['--no', 'portcullis', 'local', '--quiet']);
  const [line] = await once(createInterface(child.stdout), 'line');
  child.kill(signal);
  expect(await isFree(JSON.parse(line).endpoint)).toBe(true);
  await ended;
});

test('Ctrl-C in a terminal ends npx and its pool', async () => {
  await installCommand();
  const person = new Terminal(['local', '--quiet'], { program: ['npx', '--no', 'portcullis'] });
  const [endpoint] = /http:[^"]+/.exec(await person.sees(/"endpoint":"[^"]+"/)) ?? [''];
  person.type('\x03');
  expect(await isFree(endpoint)).toBe(true);
  await person.ended;
});
