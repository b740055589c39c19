/**
 * Builds `dist`: the same modules as ES modules and as CommonJS, each with its type declarations. Within a format the
 * entries share chunks, so that each class exists once.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { build, type OutputFile, transform } from 'esbuild';
import { keepReachable } from './declarations.js';
import { COMMAND_SOURCES, DEPENDENCIES, ENTRY_SOURCES, ROOT } from './entries.js';

const DIST = join(ROOT, 'dist');
const [ESM, CJS] = [join(DIST, 'esm'), join(DIST, 'cjs')];
const RUNTIME = { platform: 'node', target: 'node20.19' } as const;

// By itself valibot takes longer to load than everything that `portcullis/verify` is made of.
const INSIDE_BOTH = ['valibot'];
// They ship ES modules only, which Jest does not `require`.
const INSIDE_CJS = ['@noble/hashes', 'http-proxy-agent', 'https-proxy-agent', 'jose'];

interface Output {
  readonly path: string;
  readonly text: string;
}

rmSync(DIST, { recursive: true, force: true });
write(await chunks(ESM, [...ENTRY_SOURCES, ...COMMAND_SOURCES], INSIDE_BOTH, 'linked'));
const inCjs = await chunks(CJS, ENTRY_SOURCES, [...INSIDE_BOTH, ...INSIDE_CJS], 'inline');
write((await Promise.all(inCjs.map(toCommonJs))).flat());
write([{ path: join(CJS, 'package.json'), text: '{"type":"commonjs"}\n' }]);
declare(ESM, 'src/tsconfig.json');
declare(CJS, 'src/tsconfig.cjs.json');

/** The entries and what they share, as ES modules: esbuild splits no other format. */
async function chunks(
  outdir: string,
  entryPoints: string[],
  inside: readonly string[],
  sourcemap: 'linked' | 'inline',
): Promise<OutputFile[]> {
  const outside = DEPENDENCIES.filter(name => !inside.includes(name));
  const { outputFiles } = await build({
    ...RUNTIME,
    absWorkingDir: ROOT,
    entryPoints,
    outbase: 'src',
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    external: outside.flatMap(name => [name, `${name}/*`]),
    sourcemap,
    // The package carries `src`.
    sourcesContent: false,
    write: false,
  });
  return outputFiles;
}

async function toCommonJs({ path, text }: OutputFile): Promise<Output[]> {
  const { code, map } = await transform(text, {
    ...RUNTIME,
    format: 'cjs',
    sourcefile: path,
    sourcemap: 'external',
    sourcesContent: false,
    // Jest runs no `import()` in CommonJS.
    supported: { 'dynamic-import': false },
  });
  const reference = `//# sourceMappingURL=${basename(path)}.map\n`;
  return [
    { path, text: code + reference },
    { path: `${path}.map`, text: map },
  ];
}

function write(files: readonly Output[]): void {
  for (const { path, text } of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

function declare(folder: string, config: string): void {
  execFileSync('node_modules/.bin/tsc', ['-p', config], { cwd: ROOT, stdio: 'inherit' });
  const declarations = ENTRY_SOURCES.map(source =>
    join(folder, relative(join(ROOT, 'src'), source).replace(/\.ts$/, '.d.ts')),
  );
  keepReachable(folder, declarations);
}
