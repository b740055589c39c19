import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Measured, measure } from './measure.js';
import { PASSWORD, poolProcess } from './pool-process.js';

const COMMAND = resolve('dist/esm/cli/main.js');

/** The start of the command beside that of Node: a token of a fresh session, as `curl` is given it, and help. */
export async function run(): Promise<readonly Measured[]> {
  const home = mkdtempSync(join(tmpdir(), 'portcullis-bench-'));
  const pool = await poolProcess(['ada']);
  const env = {
    HOME: home,
    PORTCULLIS_USER_POOL_ID: pool.userPoolId,
    PORTCULLIS_CLIENT_ID: pool.clientId,
    PORTCULLIS_ENDPOINT: pool.endpoint,
    PORTCULLIS_PASSWORD: PASSWORD,
  };
  const node = (...args: readonly string[]) => execFileSync(process.execPath, args, { env, stdio: 'pipe' });
  try {
    node(COMMAND, 'login', 'ada');
    return await measure({
      title: 'the start of the command',
      contenders: [
        { name: 'node -e 0', run: () => node('-e', '0') },
        { name: 'portcullis token', run: () => node(COMMAND, 'token') },
        { name: 'portcullis --help', run: () => node(COMMAND, '--help') },
      ],
      rounds: 21,
    });
  } finally {
    pool.stop();
    rmSync(home, { recursive: true });
  }
}
