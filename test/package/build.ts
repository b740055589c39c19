/**
 * Builds `dist`: the same modules as ES modules and as CommonJS, each with its type declarations. Within a format the
 * entries share chunks, so that each class exists once.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { transform } from 'esbuild';
import { build, type CodeSplittingGroup, type OutputOptions, type Plugin } from 'rolldown';
import { chunkGroups } from './chunks.js';
import { keepReachable } from './declarations.js';
import {
  CODEMOD_SOURCES,
  COMMAND_RUN,
  COMMAND_SOURCES,
  DEPENDENCIES,
  ENTRY_SOURCES,
  ROOT,
  WEB_CRYPTO_SOURCES,
} from './entries.js';
import { manPage } from './man-page.js';

const DIST = join(ROOT, 'dist');
const [ESM, CJS] = [join(DIST, 'esm'), join(DIST, 'cjs')];
const RUNTIME = { platform: 'node', target: 'node20.19' } as const;

// By itself valibot takes longer to load than everything that `portcullis/verify` is made of.
const INSIDE_BOTH = ['valibot'];
// They ship ES modules only, which Jest does not `require`.
const INSIDE_CJS = ['@noble/hashes', 'http-proxy-agent', 'https-proxy-agent', 'jose'];

const INSIDE_COMMAND = ['env-paths', 'valibot'];

/** The command's first file loads others by name. */
const partsOfCommand: Plugin = {
  name: 'parts of the command',
  resolveId: (source, importer) =>
    importer?.endsWith('/src/cli/main.ts') && /^\.\/(run|kept-token)\.js$/.test(source)
      ? { id: source, external: true }
      : null,
};

/** What `#web-crypto` means `package.json` says: for a bundle for Node it is a module without jose. */
const decidedByRuntime: Plugin = {
  name: 'decided by the runtime',
  resolveId: source => (source === './web-crypto.js' ? { id: '#web-crypto', external: true } : null),
};

interface Output {
  readonly path: string;
  readonly text: string;
}

rmSync(DIST, { recursive: true, force: true });
write(
  await chunks(
    { dir: ESM, format: 'esm', sourcemap: true },
    [...ENTRY_SOURCES, COMMAND_RUN, ...WEB_CRYPTO_SOURCES],
    INSIDE_BOTH,
    chunkGroups(),
  ),
);
for (const source of COMMAND_SOURCES)
  write(await chunks({ dir: ESM, format: 'esm', minify: true }, [source], INSIDE_COMMAND, []));
const inCjs = await chunks(
  { dir: CJS, format: 'cjs', sourcemap: 'inline' },
  ENTRY_SOURCES,
  [...INSIDE_BOTH, ...INSIDE_CJS],
  chunkGroups(),
);
write((await Promise.all(inCjs.map(forJest))).flat());
write(await Promise.all(CODEMOD_SOURCES.map(codemod)));
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
write([
  { path: join(CJS, 'package.json'), text: '{"type":"commonjs"}\n' },
  { path: join(DIST, 'portcullis.1'), text: await manPage(version) },
]);
declare(ESM, 'src/tsconfig.json');
declare(CJS, 'src/tsconfig.cjs.json');

/** The entries and what they share. */
async function chunks(
  form: OutputOptions & { readonly dir: string },
  entries: readonly string[],
  inside: readonly string[],
  groups: CodeSplittingGroup[],
): Promise<Output[]> {
  const outside = DEPENDENCIES.filter(name => !inside.includes(name));
  const { output } = await build({
    cwd: ROOT,
    input: Object.fromEntries(entries.map(source => [nameOf(source), source])),
    platform: RUNTIME.platform,
    transform: { target: RUNTIME.target },
    // The name would be looked up in the folder's own package.json.
    plugins: form.format === 'esm' ? [decidedByRuntime, partsOfCommand] : [],
    external: [/^node:/, ...outside.map(name => new RegExp(`^${name}(/|$)`))],
    output: {
      ...form,
      entryFileNames: '[name].js',
      chunkFileNames: '[name]-[hash].js',
      codeSplitting: { groups },
      comments: { jsdoc: false },
      // The package carries `src`.
      sourcemapExcludeSources: true,
    },
    write: false,
  });
  return output.map(file => ({
    path: join(form.dir, file.fileName),
    text: file.type === 'chunk' ? file.code : String(file.source),
  }));
}

/** A codemod in one file, as jscodeshift loads it. */
async function codemod(source: string): Promise<Output> {
  const { output } = await build({
    cwd: ROOT,
    input: source,
    platform: RUNTIME.platform,
    transform: { target: RUNTIME.target },
    output: { format: 'cjs', exports: 'named', minify: true },
    write: false,
  });
  return { path: join(DIST, `${nameOf(source)}.cjs`), text: output[0].code };
}

function nameOf(source: string): string {
  return relative(join(ROOT, 'src'), source).replace(/\.ts$/, '');
}

/** Jest runs no `import()` in CommonJS. */
async function forJest({ path, text }: Output): Promise<Output[]> {
  const { code, map } = await transform(text, {
    ...RUNTIME,
    format: 'cjs',
    sourcefile: basename(path),
    sourcemap: 'external',
    sourcesContent: false,
    supported: { 'dynamic-import': false },
  });
  const reference = `//# sourceMappingURL=${basename(path)}.map\n`;
  return [
    { path, text: code + reference },
    { path: `${path}.map`, text: map },
  ];
}

/**
 * The map of what is all from other packages leads to files that the package does not have, and that of the local pool,
 * which no application steps through, would be a twelfth of the package.
 */
function withoutNeedlessMaps(files: readonly Output[]): Output[] {
  const isNeedless = ({ path, text }: Output): boolean => {
    if (!path.endsWith('.map')) return false;
    const { sources }: { readonly sources: readonly string[] } = JSON.parse(text);
    return (
      sources.some(source => source.includes('/local/')) ||
      sources.every(source => source.includes('node_modules/'))
    );
  };
  const needless = new Set(files.filter(isNeedless).map(({ path }) => path));
  return files
    .filter(({ path }) => !needless.has(path))
    .map(({ path, text }) => ({
      path,
      text: needless.has(`${path}.map`) ? text.replace(/^\/\/# sourceMappingURL=.*$/m, '') : text,
    }));
}

function write(files: readonly Output[]): void {
  for (const { path, text } of withoutNeedlessMaps(files)) {
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
