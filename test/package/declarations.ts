import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const DECLARATION = '.d.ts';
// A type that tsc infers names its file in double quotes.
const RELATIVE_IMPORT = /(?:from|import)\s*\(?\s*['"](\.[^'"]+)\.js['"]/g;

/** Deletes the type declarations in a folder that none of these refers to, directly or through others. */
export function keepReachable(folder: string, entries: readonly string[]): void {
  const reachable = new Set<string>();
  const visit = (file: string): void => {
    if (reachable.has(file)) return;
    reachable.add(file);
    for (const [, path] of readFileSync(file, 'utf8').matchAll(RELATIVE_IMPORT))
      visit(resolve(dirname(file), path + DECLARATION));
  };
  entries.forEach(visit);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = join(folder, name);
    if (file.endsWith(DECLARATION) && !reachable.has(file)) rmSync(file);
  }
}
