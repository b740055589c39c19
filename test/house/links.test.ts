import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const read = (page: string): string => readFileSync(join(ROOT, page), 'utf8');

const pagesIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.md') && !name.includes('node_modules'))
    .map(name => join(folder, name));

const pages = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...pagesIn('docs'), ...pagesIn('examples')];

const withoutCode = (text: string): string => text.replaceAll(/^(```+)[\s\S]*?^\1$/gm, '');

/** The anchors of a page: its headings, as GitHub and the site make them. */
const anchorsOf = (page: string): string[] =>
  [...withoutCode(read(page)).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

const linksOf = (page: string) =>
  [...withoutCode(read(page)).matchAll(/\]\((?!\w+:)([^)#\s]*)(?:#([^)\s]+))?\)/g)].map(
    ([, path, anchor]) => ({
      target: path ? join(dirname(page), path) : page,
      anchor,
    }),
  );

const isDead = ({ target, anchor }: { target: string; anchor: string | undefined }): boolean =>
  !existsSync(join(ROOT, target)) || (anchor !== undefined && !anchorsOf(target).includes(anchor));

test.each(pages)('every link of %s leads to a page, and to a heading of it', page => {
  expect(linksOf(page).filter(isDead)).toEqual([]);
});

test('every guide can be found from the README', () => {
  const linked = new Set(linksOf('README.md').map(({ target }) => target));
  expect(pagesIn('docs').filter(page => !linked.has(page))).toEqual([]);
});
