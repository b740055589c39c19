import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const SRC = resolve(__dirname, '../../src');

/** One import or export statement of a file of `src/`. */
export interface Import {
  readonly file: string;
  /** As it is written. */
  readonly target: string;
  /** The file of `src/` that it names; undefined for a package. */
  readonly imported: string | undefined;
  readonly typeOnly: boolean;
}

function importsOf(file: string): Import[] {
  const statements = readFileSync(join(SRC, file), 'utf8').matchAll(
    /^(?:import|export)\s+(type\s)?[^;]*?from '([^']+)';/gm,
  );
  return [...statements].map(([, typeOnly, target = '']) => ({
    file,
    target,
    imported: target.startsWith('.') ? fileAt(file, target) : undefined,
    typeOnly: typeOnly !== undefined,
  }));
}

const fileAt = (from: string, target: string): string =>
  relative(SRC, resolve(SRC, dirname(from), target)).replace(/\.js$/, '.ts');

/** Every import within `src/`, those of types included. */
export const imports: readonly Import[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.ts'))
  .flatMap(importsOf);
