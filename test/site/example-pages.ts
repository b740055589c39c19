import { readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { ROOT } from './places.js';

const LANGUAGES: Record<string, string> = { '.txt': 'text' };

/** A page, and below that of an example its files: a reader of the site does not have the repository. */
export function withPrograms(page: string, text: string): string {
  const folder = dirname(page);
  const isShown = /^examples\/[\w-]+\/README\.md$/.test(page) && folder !== 'examples/web';
  return isShown ? [text, ...filesOf(folder).map(file => shown(folder, file))].join('\n') : text;
}

const filesOf = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter(file => extname(file) !== '' && extname(file) !== '.md' && !file.includes('node_modules'))
    .sort(
      (one, other) =>
        Number(one === 'output.txt') - Number(other === 'output.txt') || one.localeCompare(other),
    );

function shown(folder: string, file: string): string {
  const code = readFileSync(join(ROOT, folder, file), 'utf8').trimEnd();
  const heading = file === 'output.txt' ? 'It prints' : `\`${file}\``;
  return `## ${heading}\n\n\`\`\`\`${LANGUAGES[extname(file)] ?? extname(file).slice(1)}\n${code}\n\`\`\`\`\n`;
}
