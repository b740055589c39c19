/**
 * Installs the packed library beside Next.js in a new project, builds an application with it, and asks the application what
 * `portcullis/http/next` promises: `npm run check:next`. Next.js weighs too much to be a dependency of the tests.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { startLocalPool } from 'portcullis/local';
import { ada, rotating } from '../helpers/pool.js';
import { proxyTo } from '../helpers/proxy.js';
import { SECRET } from '../helpers/sessions.js';
import { ROOT } from './entries.js';
import { NEXT_APP } from './next-app.js';
import { checkNextApp } from './next-checks.js';

const OTHERS = ['next@16', 'react@19', 'react-dom@19', 'typescript@5.9', '@types/node@20', '@types/react@19'];

const project = mkdtempSync(join(tmpdir(), 'portcullis-next-'));
const pool = await startLocalPool({ seed: { clients: [rotating], users: [ada] } });
const network = await proxyTo(pool);
const env = {
  ...process.env,
  NEXT_TELEMETRY_DISABLED: '1',
  USER_POOL_ID: pool.userPoolId,
  ENDPOINT: network.through.endpoint,
  ISSUER: pool.issuer,
  SECRET,
};
const run = (program: string, ...args: string[]): string =>
  execFileSync(program, args, { cwd: project, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

try {
  const [{ filename }] = JSON.parse(run('npm', 'pack', ROOT, '--json', '--ignore-scripts'));
  write({ 'package.json': '{"private":true}', ...NEXT_APP });
  run('npm', 'install', '--silent', '--no-audit', `./${filename}`, ...OTHERS);
  run('npx', 'next', 'build');
  await withServer(origin => checkNextApp(origin, () => network.counts.GetTokensFromRefreshToken ?? 0));
  console.log('next: as promised');
} finally {
  network.close();
  await pool.close();
  rmSync(project, { recursive: true, force: true });
}

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), text);
  }
}

/** Next.js says on which port it listens where it is asked for any. */
async function withServer(work: (origin: string) => Promise<void>): Promise<void> {
  const program = join(project, 'node_modules/next/dist/bin/next');
  const server = spawn(process.execPath, [program, 'start', '--port', '0'], {
    ...{ cwd: project, env, stdio: ['ignore', 'pipe', 'inherit'] },
  });
  try {
    for await (const line of createInterface({ input: server.stdout as NodeJS.ReadableStream })) {
      const [origin] = /http:\/\/localhost:\d+/.exec(line) ?? [];
      if (origin) return await work(origin);
    }
    throw new Error('next start ended before it listened');
  } finally {
    const gone = once(server, 'exit');
    server.kill();
    await gone;
  }
}
