import type { Access, Operation } from '../../src/local/operations/definition.js';
import { operations } from '../../src/local/operations/index.js';
import { withPart } from './written-part.js';

const CALLERS: Readonly<Record<Access, string>> = {
  public: 'anyone',
  token: 'the signed-in user',
  iam: 'an administrator',
};

const line = ({ name, access, notModelled, keptOnly }: Operation): string => {
  const besides = [keptOnly && 'Kept and described only', notModelled].filter(Boolean).join('. ');
  return `| \`${name}\` | ${CALLERS[access]} | ${besides.replaceAll('|', '\\|')} |`;
};

/** The page with its table of operations as the code has it. @throws where the page has no place for it. */
export const withOperationTable = (page: string): string =>
  withPart(page, {
    source: 'src/local/operations',
    text: [
      '| operation | who may call it | not modelled |',
      '|---|---|---|',
      ...[...operations].sort((a, b) => (a.name < b.name ? -1 : 1)).map(line),
    ].join('\n'),
  });
