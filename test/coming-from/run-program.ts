import { format } from 'node:util';
import { transformSync } from '@swc/core';

/**
 * Runs a program of a page, with these variables as its environment. A program ends by itself.
 *
 * @returns What it printed.
 */
export async function runProgram(program: string, env: Readonly<Record<string, string>>): Promise<string> {
  const imports = program.match(/^import [^;]+;$/gm) ?? [];
  const body = imports.reduce((rest, line) => rest.replace(line, ''), program);
  const { code } = transformSync(`${imports.join('\n')}\nexport const main = async () => {\n${body}\n};`, {
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  });
  let printed = '';
  const log = (...values: unknown[]) => {
    printed += `${format(...values)}\n`;
  };
  const exports: { main?: () => Promise<void> } = {};
  const inModule = new Function('require', 'exports', 'process', 'console', code);
  inModule(require, exports, { env }, { log, error: log });
  await exports.main?.();
  return printed;
}
