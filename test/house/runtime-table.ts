import { ENTRIES } from '../runtimes/entries.js';
import { RUNTIMES, type Runtime } from '../runtimes/runtimes.js';
import { withPart } from './written-part.js';

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const line = ({ name, likeNode, nodeCrypto }: Runtime): string =>
  row([
    name,
    nodeCrypto ? '`node:crypto`' : 'Web Crypto, by jose',
    ...ENTRIES.map(({ needsNode }) => (likeNode || !needsNode ? 'yes' : '–')),
  ]);

/** The page with its table of runtimes and entries as `npm run check:runtimes` tries them. */
export const withRuntimeTable = (page: string): string =>
  withPart(page, {
    source: 'test/runtimes',
    text: [
      row(['runtime', 'signatures are checked by', ...ENTRIES.map(({ entry }) => `\`${entry}\``)]),
      row(['---', '---', ...ENTRIES.map(() => '---')]),
      ...RUNTIMES.map(line),
    ].join('\n'),
  });
