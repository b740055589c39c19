/** Runs `signs-in.ts` as a program's tests are run, by each test runner as it comes. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Format, transformSync } from 'esbuild';
import { ROOT } from './entries.js';

const SOURCE = readFileSync(join(ROOT, 'test/package/signs-in.ts'), 'utf8');
const FOR_NODE = `import { test } from 'node:test';\n${SOURCE}`;

/** Tests in CommonJS. @param modules The folder that Jest is installed in. */
export function runJest(project: string, modules = project): void {
  const folder = write(project, 'jest', { 'signs-in.test.cjs': compiled(SOURCE, 'cjs') });
  node(project, bin(modules, 'jest/bin/jest.js'), '--rootDir', project, '--config={}', folder);
}

/** Tests in TypeScript, compiled to CommonJS. */
export function runTsJest(project: string): void {
  const target = { module: 'node16', target: 'es2022', esModuleInterop: true };
  const folder = write(project, 'ts-jest', {
    'signs-in.test.ts': SOURCE,
    'tsconfig.json': JSON.stringify({
      compilerOptions: { ...target, strict: true, types: ['node', 'jest'] },
    }),
    'package.json': '{"type":"commonjs"}',
  });
  // It says that it compiles the modules of Node 16 file by file better than with types; here the types matter.
  const diagnostics = { ignoreCodes: [151002] };
  const transform = { '[.]ts$': ['ts-jest', { tsconfig: join(folder, 'tsconfig.json'), diagnostics }] };
  const config = JSON.stringify({ rootDir: project, transform });
  node(project, bin(project, 'jest/bin/jest.js'), `--config=${config}`, folder);
}

/** Tests in TypeScript, as ES modules. */
export function runVitest(project: string): void {
  const folder = write(project, 'vitest', { 'signs-in.test.ts': SOURCE });
  node(project, bin(project, 'vitest/vitest.mjs'), 'run', '--globals', '--dir', folder);
}

/** Tests in CommonJS and in ES modules, under `node:test`. */
export function runNodeTest(project: string): void {
  const folder = write(project, 'node-test', {
    'signs-in.test.cjs': compiled(FOR_NODE, 'cjs'),
    'signs-in.test.mjs': compiled(FOR_NODE, 'esm'),
  });
  for (const file of ['signs-in.test.cjs', 'signs-in.test.mjs']) node(project, '--test', join(folder, file));
}

const bin = (project: string, path: string) => join(project, 'node_modules', path);

function write(project: string, name: string, files: Readonly<Record<string, string>>): string {
  const folder = join(project, name);
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  return folder;
}

function compiled(source: string, format: Format): string {
  const supported = { 'dynamic-import': format === 'esm' };
  return transformSync(source, { loader: 'ts', format, supported, target: 'node20' }).code;
}

function node(project: string, ...args: string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: project, encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}\n${stdout}${stderr}`);
}
