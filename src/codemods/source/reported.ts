import type { API, FileInfo } from 'jscodeshift';
import type { Edit } from './edit.js';

/** The text of a file that changed, after saying what was done. `--dry` adds up what is counted. */
export function reported(edit: Edit, { source }: FileInfo, { report, stats }: API): string | undefined {
  const { converted, marked } = edit;
  if (converted + marked === 0) return undefined;
  report(`${converted} converted, ${marked} marked`);
  stats('converted', converted);
  stats('marked with TODO(portcullis)', marked);
  return edit.toSource(source);
}
