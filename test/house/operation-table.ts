import type { Access, Operation } from '../../src/local/operations/definition.js';
import { operations } from '../../src/local/operations/index.js';

const CALLERS: Readonly<Record<Access, string>> = {
  public: 'anyone',
  token: 'the signed-in user',
  iam: 'an administrator',
};

const line = ({ name, access, notModelled = '' }: Operation): string =>
  `| \`${name}\` | ${CALLERS[access]} | ${notModelled.replaceAll('|', '\\|')} |`;

const table = (): string =>
  [
    '| operation | who may call it | not modelled |',
    '|---|---|---|',
    ...[...operations].sort((a, b) => (a.name < b.name ? -1 : 1)).map(line),
  ].join('\n');

const BEGIN = '<!-- Written by `npm run docs` from src/local/operations. -->';
const END = '<!-- Here ends what is written by `npm run docs`. -->';

/** The page with its table of operations as the code has it. @throws where the page has no place for it. */
export function withOperationTable(page: string): string {
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`docs/local-pool.md needs the lines ${BEGIN} and ${END}`);
  return `${before}${BEGIN}\n\n${table()}\n\n${END}${after}`;
}
