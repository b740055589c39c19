import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import jscodeshift, { type API, type FileInfo } from 'jscodeshift';

export type Transform<Options> = (file: FileInfo, api: API, options: Options) => string | undefined;

export interface Conversion {
  /** The text of the file afterwards; as it was, where nothing was done. */
  readonly text: string;
  /** What the codemod says of the file. */
  readonly report: string | undefined;
}

/** Runs a codemod on one file as jscodeshift does. */
export function convert<Options>(
  transform: Transform<Options>,
  file: FileInfo,
  options: Options,
): Conversion {
  let report: string | undefined;
  const api = {
    j: jscodeshift,
    jscodeshift,
    stats: () => {},
    report: (message: string) => {
      report = message;
    },
  };
  return { text: transform(file, api, options) ?? file.source, report };
}

/** A program before or after its conversion. */
export function program(when: 'before' | 'after', name: string): FileInfo {
  const path = resolve(__dirname, when, name);
  return { path: basename(path), source: readFileSync(path, 'utf8') };
}
