/** Runs the command `portcullis`, bundled once for a test file, as a person or a program does. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { build } from 'esbuild';
import type { LocalPool } from 'portcullis/local';
import * as v from 'valibot';
import type { Shapes } from '../../src/cli/shapes/shapes.js';
import { shapes } from './command-shapes.js';

const ROOT = resolve(__dirname, '../..');

/** The bundle lies inside the package, where it finds what the package installs. */
const bundle = join(ROOT, `.bundle-command-${process.pid}`);

let home: string;
const running = new Set<ChildProcess>();

/** Call once in a test file: bundles the command, and gives every test a home of its own. */
export function withCommand(): void {
  beforeAll(async () => {
    await build({
      entryPoints: [join(ROOT, 'src/cli/main.ts')],
      outdir: bundle,
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      packages: 'external',
      logLevel: 'warning',
    });
  });
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'portcullis-command-'));
  });
  afterEach(async () => {
    const ended = [...running].filter(isRunning).map(child => once(child, 'close'));
    for (const child of running) child.kill('SIGKILL');
    await Promise.all(ended);
    running.clear();
    // What ran at a terminal ends soon after the terminal, and may write until then.
    await rm(home, { recursive: true, maxRetries: 20 });
  });
  afterAll(() => rm(bundle, { recursive: true, force: true }));
}

const isRunning = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode === null && signalCode === null;

/** A path in the home of this test. */
export const inHome = (...names: readonly string[]): string => join(home, ...names);

export interface RunOptions {
  readonly pool?: LocalPool | undefined;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly stdin?: string;
  readonly folder?: string;
}

/** Nothing of the person who runs the tests. */
function environmentOf({ pool, environment = {} }: RunOptions): NodeJS.ProcessEnv {
  const [client] = pool?.clients ?? [];
  return {
    PATH: process.env.PATH ?? '',
    HOME: home,
    XDG_CONFIG_HOME: inHome('config'),
    XDG_DATA_HOME: inHome('data'),
    TERM: 'xterm-256color',
    NODE_NO_WARNINGS: '1',
    // No spinner, which comes and goes with the machine's speed.
    CI: 'true',
    ...(pool && { PORTCULLIS_USER_POOL_ID: pool.userPoolId, PORTCULLIS_ENDPOINT: pool.endpoint }),
    ...(client && { PORTCULLIS_CLIENT_ID: client.clientId }),
    ...(client?.clientSecret && { PORTCULLIS_CLIENT_SECRET: client.clientSecret }),
    ...environment,
  };
}

export interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the command as a program does: with pipes. */
export const start = (args: readonly string[], options: RunOptions = {}) =>
  startProgram(process.execPath, [join(bundle, 'main.js'), ...args], options);

/** Starts any program with the environment of this test. */
export function startProgram(program: string, args: readonly string[], options: RunOptions = {}) {
  const child = spawn(program, args, { env: environmentOf(options), cwd: options.folder ?? home });
  running.add(child);
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', text => {
      written[name] += text;
    });
  child.stdin.on('error', () => {});
  child.stdin.end(options.stdin ?? '');
  const ended: Promise<Ended> = once(child, 'close').then(([status]) => ({ status, ...written }));
  return { child, ended };
}

/** Installs the command in the home of this test, where `npx` finds it. */
export async function installCommand(): Promise<void> {
  await mkdir(inHome('node_modules/.bin'), { recursive: true });
  const script = `#!/bin/sh\nexec '${process.execPath}' '${join(bundle, 'main.js')}' "$@"\n`;
  await writeFile(inHome('node_modules/.bin/portcullis'), script, { mode: 0o755 });
  await writeFile(inHome('package.json'), '{"private":true}');
}

/** Runs the command to its end. */
export const run = (args: readonly string[], options?: RunOptions): Promise<Ended> =>
  start(args, options).ended;

/** The packages that Node loads for a command. */
export async function packagesFor(args: readonly string[], options: RunOptions = {}): Promise<string[]> {
  const folder = inHome('coverage');
  await run(args, { ...options, environment: { ...options.environment, NODE_V8_COVERAGE: folder } });
  const [report = ''] = await readdir(folder);
  const { result } = JSON.parse(await readFile(join(folder, report), 'utf8'));
  await rm(folder, { recursive: true });
  const urls = result.map(({ url }: { url: string }) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1]);
  return [...new Set<string>(urls.filter(Boolean))].sort();
}

/** What a command prints with `--json`, checked against its documented shape. */
export async function json<Command extends keyof Shapes>(
  command: Command,
  args: readonly string[],
  options?: RunOptions,
): Promise<v.InferOutput<Shapes[Command]>> {
  const { status, stdout, stderr } = await run([...command.split(' '), ...args, '--json'], options);
  if (stdout === '') throw new Error(`${command} ended with ${status}: ${stderr}`);
  return v.parse(shapes[command] as v.GenericSchema, JSON.parse(stdout)) as v.InferOutput<Shapes[Command]>;
}

/** Runs a line of the shell, with `portcullis` in it. */
export async function shell(line: string, options: RunOptions = {}): Promise<Ended> {
  const portcullis = `portcullis() { '${process.execPath}' '${join(bundle, 'main.js')}' "$@"; }`;
  return await startProgram('bash', ['-c', `${portcullis}\n${line}`], options).ended;
}

export const KEYS = { enter: '\r', ctrlC: '\x03', down: '\x1b[B' } as const;

export interface TerminalOptions extends RunOptions {
  readonly columns?: number;
  readonly rows?: number;
  /** What is run with the arguments, in place of the command. */
  readonly program?: readonly string[];
}

/** A person at a terminal: reads the screen, and types. The pseudo-terminal is made by util-linux's `script`. */
export class Terminal {
  readonly #child: ChildProcess;
  readonly #ended: Promise<number>;
  #screen = '';
  #read = 0;
  #look: (() => void) | undefined;

  constructor(
    args: readonly string[],
    {
      columns = 80,
      rows = 40,
      program = [process.execPath, join(bundle, 'main.js')],
      ...options
    }: TerminalOptions = {},
  ) {
    const quoted = [...program, ...args].map(word => `'${word}'`).join(' ');
    // What the terminal is like is written before and after, for `terminalStates`.
    // The shell outlives Ctrl-C, which reaches it too.
    const line = `trap : INT; stty cols ${columns} rows ${rows}; stty -g; ${quoted}; s=$?; stty -g; exit $s`;
    const env = { ...environmentOf(options), SHELL: '/bin/sh' };
    this.#child = spawn('script', ['-qfec', line, '/dev/null'], { env, cwd: options.folder ?? home });
    running.add(this.#child);
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#screen += text;
      this.#look?.();
    });
    this.#child.stdin?.on('error', () => {});
    this.#ended = once(this.#child, 'close').then(([status]) => {
      this.#look?.();
      return status;
    });
  }

  /** Everything that was on the screen, without colours. */
  get screen(): string {
    return stripVTControlCharacters(this.#screen).replaceAll('\r', '');
  }

  /** The same with colours and movements of the cursor. */
  get raw(): string {
    return this.#screen;
  }

  /** Waits until something new on the screen matches. */
  async sees(pattern: RegExp): Promise<string> {
    for (;;) {
      const match = pattern.exec(this.screen.slice(this.#read));
      if (match) {
        this.#read += match.index + match[0].length;
        return match[0];
      }
      const more = new Promise<'more'>(resolved => {
        this.#look = () => resolved('more');
      });
      const last = this.screen.length;
      const what = await Promise.race([more, this.#ended.then(() => 'ended' as const)]);
      if (what === 'ended' && this.screen.length === last)
        throw new Error(`it ended without ${pattern}:\n${this.screen}`);
    }
  }

  type(text: string): void {
    this.#child.stdin?.write(text);
  }

  /** Waits for a question, and answers it. */
  async answers(question: RegExp, answer: string): Promise<void> {
    await this.sees(question);
    this.type(answer + KEYS.enter);
  }

  /** The exit status. */
  get ended(): Promise<number> {
    return this.#ended;
  }

  /** What `stty -g` said before and after: the same where the terminal was left as it was. */
  async terminalStates(): Promise<readonly (string | undefined)[]> {
    await this.#ended;
    const states = this.screen.match(/^[0-9a-f]+(:[0-9a-f]+){10,}$/gm) ?? [];
    return [states[0], states.at(-1)];
  }
}
