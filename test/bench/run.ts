/**
 * Runs every benchmark of this folder, or those whose names begin with the words given, and prints one table:
 * `npm run bench`, or `npm run bench -- srp`. Each `*.bench.ts` exports a `run` that gives its rows.
 */
import { readdirSync } from 'node:fs';
import type { Measured } from './measure.js';

interface Benchmark {
  readonly run?: () => readonly Measured[] | Promise<readonly Measured[]>;
}

const wanted = process.argv.slice(2);
const files = readdirSync(import.meta.dirname)
  .filter(name => name.endsWith('.bench.ts'))
  .filter(name => wanted.length === 0 || wanted.some(word => name.startsWith(word)));

const rows: Measured[] = [];
for (const file of files.sort()) {
  const { run } = (await import(`./${file}`)) as Benchmark;
  if (run) rows.push(...(await run()));
  else console.error(`${file} exports no run() and is left out`);
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
