import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import { PASSWORD } from './pool.js';

const MAIN = resolve(__dirname, '../../src/cli/main.ts');

const SEED = {
  clients: [{ clientId: 'app', ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] }],
  users: [{ username: 'ada', password: PASSWORD }],
};

/** A directory of its own for `portcullis local --data`, and the processes that run there. */
export class KeptPool {
  readonly #running = new Set<ChildProcess>();

  private constructor(
    private readonly directory: string,
    readonly data = join(directory, 'data'),
    private readonly seed = join(directory, 'pool.json'),
  ) {}

  static async create(): Promise<KeptPool> {
    const kept = new KeptPool(await mkdtemp(join(tmpdir(), 'portcullis-data-')));
    await writeFile(kept.seed, JSON.stringify(SEED));
    return kept;
  }

  /** @param limitKb How large a file may become, in kilobytes. */
  start(limitKb?: number) {
    const args = ['--import', 'tsx', MAIN, 'local', '--quiet', '--data', this.data, '--seed', this.seed];
    const limit = `ulimit -S -f ${limitKb ?? 'unlimited'}; exec "$@"`;
    const env = { ...process.env, XDG_DATA_HOME: this.directory };
    const child = spawn('bash', ['-c', limit, 'bash', process.execPath, ...args], { env });
    this.#running.add(child);
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', text => {
      stderr += text;
    });
    const ended = once(child, 'close').then(([status]) => ({ status: status as number, stderr }));
    return { child, ended, stderr: () => stderr };
  }

  /** Starts it and waits until it listens. */
  async ready(limitKb?: number) {
    const { child, ended, stderr } = this.start(limitKb);
    const [line] = (await Promise.race([
      once(createInterface(child.stdout), 'line'),
      ended.then(({ stderr }) => Promise.reject(new Error(stderr))),
    ])) as [string];
    const { endpoint, region, userPoolId, jwksUri } = JSON.parse(line);
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const sdk = new CognitoIdentityProvider({ endpoint, region, credentials, maxAttempts: 1 });
    const end = (signal: NodeJS.Signals) => {
      child.kill(signal);
      return ended;
    };
    const UserPoolId = userPoolId as string;
    return { sdk, end, UserPoolId, jwksUri: jwksUri as string, pid: child.pid as number, stderr };
  }

  async remove(): Promise<void> {
    for (const child of this.#running) child.kill('SIGKILL');
    await rm(this.directory, { recursive: true });
  }
}

export type RunningPool = Awaited<ReturnType<KeptPool['ready']>>;
