import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const SRC = resolve('src');

/** One import or export of a file of `src/`, as it loads or when it is needed. */
export interface Import {
  readonly file: string;
  /** As it is written. */
  readonly target: string;
  /** The file of `src/` that it names; undefined for a package. */
  readonly imported: string | undefined;
  readonly typeOnly: boolean;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(SRC, file), 'utf8');
  const statements = text.matchAll(/^(?:import|export)\s+(type\s)?[^;]*?from '([^']+)';/gm);
  const whenNeeded = text.matchAll(/await import\('([^']+)'\)/g);
  const found = [
    ...[...statements].map(([, typeOnly, target = '']) => ({ target, typeOnly: typeOnly !== undefined })),
    ...[...whenNeeded].map(([, target = '']) => ({ target, typeOnly: false })),
  ];
  return found.map(each => ({
    ...each,
    file,
    imported: each.target.startsWith('.') ? fileAt(file, each.target) : undefined,
  }));
}

const fileAt = (from: string, target: string): string =>
  relative(SRC, resolve(SRC, dirname(from), target)).replace(/\.js$/, '.ts');

/** Every import within `src/`, those of types included. */
export const imports: readonly Import[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.ts'))
  .flatMap(importsOf);
