import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Place } from './by-hand.js';

export const PASSWORD = 'Correct-Horse-9';

export interface PoolProcess extends Place {
  stop(): void;
}

/** A local pool in a process of its own, so that none of its work counts as a client's. */
export async function poolProcess(usernames: readonly string[]): Promise<PoolProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-bench-'));
  const users = usernames.map(username => ({ username, password: PASSWORD, status: 'CONFIRMED' }));
  const seed = join(folder, 'seed.json');
  writeFileSync(seed, JSON.stringify({ clients: [{ clientId: 'app' }], users }));
  const command = ['dist/esm/cli/main.js', 'local', '--port', '0', '--quiet', '--seed', seed];
  const server = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface(server.stdout), 'line');
  const { endpoint, userPoolId } = JSON.parse(line);
  const stop = (): void => {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  return { endpoint, userPoolId, clientId: 'app', stop };
}
