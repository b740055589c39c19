/**
 * Builds the site of the documentation: the guides as they stand in the repository, a page for each error code, and the
 * reference of every entry from its docstrings. A dead link fails the build. The result is the folder of this version,
 * beside those of others: `PUBLISH_TO=../pages npm run site` where the host's folder is `../pages`.
 *
 * VitePress and TypeDoc are fetched by npm when they are needed, as no other command uses them.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { errorPages } from './error-pages.js';
import { withPrograms } from './example-pages.js';
import { PUBLISHED, ROOT, VERSION } from './places.js';
import { listVersions } from './versions.js';

const SITE = join(ROOT, '.site');
const TOOLS = ['vitepress@1.6.4', 'typedoc@0.28.20', 'typedoc-plugin-markdown@4.14.1', 'typescript@5.9'];

const markdownIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.md') && !name.includes('node_modules'))
    .map(name => posix.join(folder, name));

const pages = [
  ...['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'],
  ...markdownIn('docs'),
  ...markdownIn('examples'),
];

function write(page: string, text: string): void {
  const path = join(SITE, page);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** A page as the site has it: the README is the first page, and only pages are linked. */
function publish(page: string): void {
  const text = withPrograms(page, readFileSync(join(ROOT, page), 'utf8').replace(/<!--.*?-->\n*/gs, ''));
  const linked = text.replace(
    /\[([^\]]+)\]\((?!\w+:)([^)#\s]+)(#[^)]*)?\)/g,
    (_, label: string, target: string, anchor = '') => {
      const other = pageFor(posix.join(posix.dirname(page), target));
      return other ? `[${label}](/${published(other)}${anchor})` : label;
    },
  );
  write(published(page), linked);
}

/** The page that a link leads to: itself, or that of the example that a file belongs to. */
const pageFor = (target: string): string | undefined =>
  [target, `${target}/README.md`, `${posix.dirname(target)}/README.md`].find(page => pages.includes(page));

const published = (page: string): string => page.replace(/(^|\/)README\.md$/, '$1index.md');

function tool(name: string, ...args: string[]): void {
  const packages = TOOLS.map(each => `--package=${each}`);
  execFileSync('npm', ['exec', '--yes', ...packages, '--', name, ...args], { cwd: ROOT, stdio: 'inherit' });
}

rmSync(SITE, { recursive: true, force: true });
for (const page of pages) publish(page);
for (const [code, text] of errorPages()) write(`errors/${code}.md`, text);
const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const entries = Object.values<{ import?: { types: string } }>(exports)
  .flatMap(({ import: entry }) => entry?.types ?? [])
  .map(types => types.replace('./dist/esm/', 'src/').replace(/\.d\.ts$/, '.ts'));
tool('typedoc', '--options', 'test/site/typedoc.json', ...entries.flatMap(entry => ['--entryPoints', entry]));
cpSync(join(ROOT, 'test/site/vitepress.mjs'), join(SITE, '.vitepress/config.mjs'));
cpSync(join(ROOT, 'test/site/theme.mjs'), join(SITE, '.vitepress/theme/index.mjs'));
Object.assign(process.env, { SITE_BASE: `/${VERSION}/`, SITE_OUT: join(PUBLISHED, VERSION) });
tool('vitepress', 'build', SITE);
listVersions(PUBLISHED);
console.log(`the site is in ${PUBLISHED}`);
