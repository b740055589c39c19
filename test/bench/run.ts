/**
 * Runs every benchmark of this folder, or those whose names begin with the words given, and prints one table:
 * `npm run bench`, or `npm run bench -- srp`. Each `*.bench.ts` exports a `run` that gives its rows.
 *
 * They are bundled first, and each runs in a Node of its own, with the library as `npm run build` left it: what runs
 * TypeScript as it is would find the sources by the paths of `tsconfig.json`, and adds work to every function.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Measured } from './measure.js';

/** Inside the package, so that its name and those of its dependencies are found. */
const BUNDLED = 'dist/bench';

if (!existsSync('dist/esm')) throw new Error('There is nothing to measure: run npm run build.');

const wanted = process.argv.slice(2);
const names = readdirSync('test/bench')
  .filter(name => name.endsWith('.bench.ts'))
  .filter(name => wanted.length === 0 || wanted.some(word => name.startsWith(word)))
  .sort();

const rows: Measured[] = [];
try {
  for (const name of names) rows.push(...(await rowsBy(name)));
} finally {
  rmSync(BUNDLED, { recursive: true, force: true });
}

console.log(`Node ${process.version}, OpenSSL ${process.versions.openssl}; medians, interleaved\n`);
console.table(
  rows.map(({ title, name, value, unit, ratio }) => ({
    work: title,
    by: name,
    '': `${Number(value.toPrecision(3))} ${unit}`.trim(),
    '× limit': Number(ratio.toFixed(2)),
  })),
);

async function rowsBy(name: string): Promise<readonly Measured[]> {
  const outfile = join(BUNDLED, name.replace(/\.ts$/, '.mjs'));
  const contents = `import { run } from './${name}'; process.send(await run(), () => process.disconnect());`;
  await build({
    stdin: { contents, resolveDir: 'test/bench' },
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    // Its paths lead to the sources.
    tsconfigRaw: {},
    outfile,
  });
  const child = fork(outfile, { execArgv: [] });
  const failed = once(child, 'exit').then(([status]): never => {
    throw new Error(`${name} ended with status ${status} and no rows`);
  });
  const [rows] = await Promise.race([once(child, 'message'), failed]);
  return rows as readonly Measured[];
}
