import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Outcome, Settings, TriedEntry } from './behaviour.js';
import { BUNDLE, withBundle } from './bundle.js';
import { pathInPackage } from './program-path.js';
import type { Workerd } from './runtimes.js';

const COMPATIBILITY_DATE = '2026-11-01';

const configOf = (flags: readonly string[]): string => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "suite", worker = (
      modules = [(name = "suite", esModule = embed "${BUNDLE}")],
      compatibilityDate = "${COMPATIBILITY_DATE}",
      compatibilityFlags = ${JSON.stringify(flags)},
    )),
    (name = "internet", network = (allow = ["private"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "suite")],
);
`;

/** Runs the behaviours within one request to a worker, as workers do all their work. */
export const inWorkerd = (
  { from, flags }: Workerd,
  entries: readonly TriedEntry[],
  settings: Settings,
): Promise<readonly Outcome[]> =>
  withBundle('worker', entries, async folder => {
    const config = join(folder, 'config.capnp');
    writeFileSync(config, configOf(flags));
    const control = 3;
    const worker = spawn(pathInPackage('workerd', from), ['serve', config, `--control-fd=${control}`], {
      stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
    });
    try {
      const lines = createInterface(worker.stdio[control] as Readable);
      const [line] = await Promise.race([once(lines, 'line'), once(worker, 'exit').then(failed)]);
      const { port } = JSON.parse(line);
      const request = { method: 'POST', body: JSON.stringify(settings) };
      const response = await fetch(`http://127.0.0.1:${port}`, request);
      if (!response.ok) throw new Error(`the worker answered ${response.status}: ${await response.text()}`);
      return (await response.json()) as Outcome[];
    } finally {
      worker.kill();
    }
  });

function failed(): never {
  throw new Error('workerd ended before it listened');
}
