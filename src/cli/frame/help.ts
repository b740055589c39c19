import { Help } from 'commander';
import { wrapped } from './wrapped.js';

const INDENT = 6;

/** Help that fits a narrow terminal: where there is too little room beside the terms, what they mean is below them. */
export const HELP: Partial<Help> = {
  minWidthToWrap: 24,
  formatItem(term, termWidth, description, helper) {
    const width = helper.helpWidth ?? 80;
    if (width - termWidth - INDENT >= (helper.minWidthToWrap ?? 0))
      return Help.prototype.formatItem.call(helper, term, termWidth, description, helper);
    return `  ${term}\n${' '.repeat(INDENT)}${wrapped(description, width - INDENT, INDENT)}`;
  },
};

/** A text of help's own, line by line. */
export const helpText = (text: string): string => wrapped(text, process.stdout.columns ?? 80);
