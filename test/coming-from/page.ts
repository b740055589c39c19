import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const FOLDER = resolve(__dirname, '../../docs/coming-from');

/** A row of a page's table: names of another library, and what takes their place here. */
export interface Row {
  readonly theirs: readonly string[];
  /** What is called here, without arguments. Empty where nothing takes their place. */
  readonly ours: readonly string[];
  /** The local pool serves the operation of the same name. */
  readonly isSame: boolean;
}

/** A page of `docs/coming-from`. */
export interface Page {
  readonly rows: readonly Row[];
  /** The program that the page ends with, and what it prints. */
  readonly program: string;
  readonly prints: string;
}

export function pageOf(name: string): Page {
  const text = readFileSync(resolve(FOLDER, `${name}.md`), 'utf8');
  const cells = [...text.matchAll(/^\| (.+) \|$/gm)].map(([, row = '']) => row.split(' | '));
  const [, after = ''] = text.split('\nAfter:\n');
  return {
    rows: cells.filter(([theirs = '']) => theirs.includes('`')).map(rowOf),
    program: blockOf(after, 'ts'),
    prints: blockOf(after, 'text'),
  };
}

const rowOf = ([theirs = '', ours = '']: string[]): Row => ({
  theirs: spansOf(theirs),
  ours: spansOf(ours).map(keyOf),
  isSame: ours === 'the same operations',
});

const spansOf = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span);

/** `new TokenVerifier` of `new TokenVerifier({ userPoolId })`. */
const keyOf = (span: string): string => /^(?:new )?[\w.]+/.exec(span)?.[0] ?? span;

const blockOf = (text: string, language: string): string =>
  new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'm').exec(text)?.[1] ?? '';
