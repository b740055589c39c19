import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Metafile {
  readonly inputs: Readonly<Record<string, { readonly imports: readonly ImportRecord[] }>>;
}

interface ImportRecord {
  readonly path: string;
  readonly kind: string;
  readonly external?: boolean;
}

/** The packages and modules of Node that a file of `src` needs, itself or through others. */
export interface Needs {
  /** To be loaded at all. */
  readonly atOnce: readonly string[];
  /** For what it loads by `import()`. */
  readonly later: readonly string[];
}

/** As a bundler for browsers sees them, which leaves out what only types need. */
export function needsOf(file: string): Needs {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-graph-'));
  try {
    const options = ['--bundle', '--platform=neutral', '--packages=external', '--format=esm'];
    const metafile = join(folder, 'meta.json');
    const output = [`--outfile=${join(folder, 'out.js')}`, `--metafile=${metafile}`, '--log-level=error'];
    execFileSync('node_modules/.bin/esbuild', [file, ...options, ...output]);
    return needsIn(JSON.parse(readFileSync(metafile, 'utf8')), file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function needsIn({ inputs }: Metafile, entry: string): Needs {
  const reached = (from: string, follows: (record: ImportRecord) => boolean): Set<string> => {
    const files = new Set([from]);
    const packages = new Set<string>();
    for (const file of files)
      for (const record of inputs[file]?.imports.filter(follows) ?? [])
        (record.external ? packages : files).add(record.path);
    return packages;
  };
  const atOnce = reached(entry, ({ kind }) => kind !== 'dynamic-import');
  const all = reached(entry, () => true);
  return { atOnce: [...atOnce].sort(), later: [...all].filter(name => !atOnce.has(name)).sort() };
}
