import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { startLocalPool } from 'portcullis/local';

const local = await startLocalPool({
  seed: { clients: [{ clientId: 'app' }], users: [{ username: 'ada', password: 'Correct-Horse-9' }] },
});
const folder = await mkdtemp(join(tmpdir(), 'worker-'));
await build({
  entryPoints: [fileURLToPath(new URL('worker.ts', import.meta.url))],
  outfile: join(folder, 'worker.js'),
  bundle: true,
  format: 'esm',
  conditions: ['workerd', 'worker'],
  external: ['node:*'],
});
const binding = (name: string, text: string) => `(name = "${name}", text = "${text}")`;
await writeFile(
  join(folder, 'config.capnp'),
  `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      modules = [(name = "worker", esModule = embed "worker.js")],
      compatibilityDate = "2026-11-01",
      bindings = [
        ${binding('USER_POOL_ID', local.userPoolId)},
        ${binding('CLIENT_ID', 'app')},
        ${binding('COGNITO_ENDPOINT', local.endpoint)},
      ],
    )),
    (name = "internet", network = (allow = ["private"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
`,
);

// npm fetches workerd the first time.
const found = ['--package=workerd@1.20261117.1', '--', 'sh', '-c', 'command -v workerd'];
const program = execFileSync('npm', ['exec', '--yes', ...found], { encoding: 'utf8' }).trim();
const workerd = spawn(program, ['serve', join(folder, 'config.capnp'), '--control-fd=3'], {
  stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
});
const [line] = await once(createInterface(workerd.stdio[3] as Readable), 'line');
const address = `http://127.0.0.1:${JSON.parse(line).port}`;

const { accessToken } = await local.tokensFor('ada');
console.log('/health', (await fetch(`${address}/health`)).status);
console.log('without a token', (await fetch(address)).status);
const response = await fetch(address, { headers: { authorization: `Bearer ${accessToken}` } });
console.log('with a token', response.status, await response.json());

workerd.kill();
await rm(folder, { recursive: true });
await local.close();
