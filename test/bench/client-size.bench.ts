import { relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Metafile } from 'esbuild';
import { type Measured, rowsOf } from './measure.js';

/** What a program imports, for Node and for browsers. The first of each is what the other replaces. */
const BUNDLES = {
  'a bundle that verifies, gzip': {
    platform: 'node',
    code: {
      'aws-jwt-verify': "export { CognitoJwtVerifier } from 'aws-jwt-verify'",
      'portcullis/verify': "export { TokenVerifier } from 'portcullis/verify'",
    },
  },
  'a bundle that signs in, gzip': {
    platform: 'browser',
    code: {
      'amazon-cognito-identity-js': "export * from 'amazon-cognito-identity-js'",
      'portcullis/web': "export * from 'portcullis/web'",
    },
  },
} as const;

/** Kilobytes of the bundles of programs, as `npm run build` left the entries: of what is loaded when they start. */
export async function run(): Promise<readonly Measured[]> {
  const rows: Measured[] = [];
  for (const [title, { platform, code }] of Object.entries(BUNDLES)) {
    const sizes = await Promise.all(Object.values(code).map(contents => kilobytes(contents, platform)));
    rows.push(...rowsOf(title, Object.keys(code), sizes, 'kB'));
  }
  return rows;
}

async function kilobytes(contents: string, platform: 'node' | 'browser'): Promise<number> {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: 'test/bench' },
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    platform,
    define: { global: 'globalThis' },
    tsconfigRaw: {},
    outdir: 'bundle',
    metafile: true,
    write: false,
  });
  const started = startedWith(metafile);
  const files = outputFiles.filter(({ path }) => started.has(relative(process.cwd(), path)));
  return gzipSync(Buffer.concat(files.map(file => file.contents)), { level: 9 }).length / 1000;
}

/** The files that a bundle's first one needs at once. */
function startedWith({ outputs }: Metafile): ReadonlySet<string> {
  const [entry] = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === '<stdin>') ?? [''];
  const files = new Set([entry]);
  for (const file of files)
    for (const { path, kind } of outputs[file]?.imports ?? [])
      if (kind !== 'dynamic-import' && path in outputs) files.add(path);
  return files;
}
