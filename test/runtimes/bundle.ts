import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { TriedEntry } from './behaviour.js';

/** How the bundled behaviours are reached. */
const HOSTS = {
  /** A program that takes the settings as its argument and prints the outcomes as its last line. */
  program: 'console.log(JSON.stringify(await suite(JSON.parse(process.argv[2]))));',
  /** A worker that takes the settings as the body of a request. */
  worker: 'export default { fetch: async request => Response.json(await suite(await request.json())) };',
  /** A page whose scripts can call them. */
  page: 'globalThis.suite = suite;',
} as const;

/** The file's name in the folder that `work` is given. */
export const BUNDLE = 'suite.mjs';

/**
 * Bundles behaviours with the built package and hands the folder to `work`: as for a browser, where a module of Node is an
 * error, or with all packages left to the runtime's own resolution.
 */
export async function withBundle<Result>(
  host: keyof typeof HOSTS,
  entries: readonly TriedEntry[],
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  // Inside the project, so that the runtime finds the packages.
  const folder = mkdtempSync(join(import.meta.dirname, '.bundle-'));
  try {
    await build({
      stdin: { contents: suiteOf(entries) + HOSTS[host], resolveDir: import.meta.dirname },
      outfile: join(folder, BUNDLE),
      bundle: true,
      format: 'esm',
      target: 'es2022',
      ...(entries.some(({ needsNode }) => needsNode)
        ? { platform: 'node', packages: 'external' }
        : { platform: 'browser' }),
      // Without the paths to `src`, so that `portcullis` is what `package.json` exports.
      tsconfigRaw: {},
    });
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function suiteOf(entries: readonly TriedEntry[]): string {
  return [
    `import { outcomesOf } from './behaviour.js';`,
    ...entries.map(({ module }, i) => `import { run as run${i} } from './${module}.js';`),
    `const behaviours = { ${entries.map(({ entry }, i) => `'${entry}': run${i}`).join(', ')} };`,
    'const suite = settings => outcomesOf(behaviours, settings);\n',
  ].join('\n');
}
