import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The folder of the project. */
export const ROOT = resolve(import.meta.dirname, '../..');

interface Manifest {
  readonly name: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | { readonly import: { readonly default: string } }>>;
}

const manifest: Manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

const modules = Object.entries(manifest.exports).flatMap(([subpath, targets]) =>
  typeof targets === 'string' ? [] : [{ subpath, built: targets.import.default }],
);

/** What a program may import: `portcullis`, `portcullis/verify` … */
export const ENTRIES = modules.map(({ subpath }) => manifest.name + subpath.slice(1));

/** The files of `src` that the entries are built from. */
export const ENTRY_SOURCES = modules.map(({ built }) => sourceOf(built));

/** The files of `src` that the command begins with. Each is built into one file, for `portcullis token` is run often. */
export const COMMAND_SOURCES = [
  ...Object.values(manifest.bin).map(sourceOf),
  join(ROOT, 'src/cli/kept-token.ts'),
];

/** What the command goes on with. */
export const COMMAND_RUN = join(ROOT, 'src/cli/run.ts');

/** The files of `src` that `#web-crypto` may mean in the ES modules, as `package.json` has it. */
export const WEB_CRYPTO_SOURCES = ['web-crypto', 'no-web-crypto'].map(name =>
  join(ROOT, `src/verify/${name}.ts`),
);

/** The files of `src` that jscodeshift loads, each built into a file of its own. */
export const CODEMOD_SOURCES = ['amazon-cognito-identity-js', 'amplify'].map(name =>
  join(ROOT, `src/codemods/${name}.ts`),
);

/** The packages that an installation brings, or a program that uses the entry for them. */
export const DEPENDENCIES = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });

function sourceOf(built: string): string {
  const source = join(ROOT, built.replace('./dist/esm/', 'src/').replace(/\.js$/, '.ts'));
  if (!existsSync(source))
    throw new Error(`package.json names ${built}, which no file of src is the source of`);
  return source;
}
