import { execFileSync } from 'node:child_process';
import { inHome, installCommand, startProgram, Terminal, withCommand } from '../helpers/command.js';

withCommand();
jest.setTimeout(120_000);

/** @throws saying how to get the shell. */
function needs(shell: string): void {
  try {
    execFileSync(shell, ['--version']);
  } catch (cause) {
    throw new Error(`${shell} is missing: apt-get install ${shell}`, { cause });
  }
}

const environment = () => ({ PATH: `${inHome('node_modules/.bin')}:${process.env.PATH}`, PS1: '> ' });

/** What is typed before Tab, and what stands there after it. */
const COMPLETED = [
  ['portcullis us', 'portcullis users '],
  ['portcullis users set-p', 'portcullis users set-password '],
  ['portcullis users list --fil', 'portcullis users list --filter '],
  ['portcullis local users a', 'portcullis local users add '],
  ['portcullis completion zs', 'portcullis completion zsh '],
] as const;

test.each([
  ['bash', ['bash', '--norc', '--noprofile', '-i'], 'source <(portcullis completion bash)'],
  ['zsh', ['zsh', '-f', '-i'], 'autoload -Uz compinit && compinit -D && source <(portcullis completion zsh)'],
])('%s completes nouns, verbs, flags and choices', async (shell, program, setUp) => {
  needs(shell);
  await installCommand();
  const person = new Terminal([], { program, environment: environment() });
  // The quotes keep what is typed from what is answered.
  person.type(`${setUp}; echo rea''dy\r`);
  await person.sees(/ready/);
  for (const [typed, completed] of COMPLETED) {
    person.type(`${typed}\t`);
    await person.sees(new RegExp(completed));
    // Ctrl-U empties the line.
    person.type("\x15echo do''ne\r");
    await person.sees(/done/);
  }
  person.type('exit\r');
  expect(await person.ended).toBe(0);
});

test('fish completes nouns, verbs, flags and choices', async () => {
  needs('fish');
  await installCommand();
  const asked = COMPLETED.map(([typed]) => `complete -C '${typed}'`).join('; ');
  const script = `portcullis completion fish | source; ${asked}`;
  const { ended } = startProgram('fish', ['--no-config', '-c', script], { environment: environment() });
  const { stdout, stderr } = await ended;
  const words = COMPLETED.map(([, completed]) => completed.trim().split(' ').at(-1));
  expect({ stderr, words: stdout.trim().split('\n') }).toEqual({ stderr: '', words });
});
