import { Help } from 'commander';

const help = Object.assign(new Help(), { minWidthToWrap: 1 });

/** Text in lines of a width, broken between words; the lines after the first are indented. */
export const wrapped = (text: string, width: number, indent = 0): string =>
  help.boxWrap(text, Math.max(width, 1)).replaceAll('\n', `\n${' '.repeat(indent)}`);
