/**
 * Installs the packed library in a new project, beside the test runners that programs use; runs tests in each, and the
 * blocks of the guides.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCodemods } from './codemods.js';
import { ROOT } from './entries.js';
import { runPasted } from './pasted.js';
import { runJest, runNodeTest, runTsJest, runVitest } from './runners.js';

const OTHERS = [
  'jest@30',
  'ts-jest@29',
  'typescript@5.9',
  '@types/jest@30',
  '@types/node@20',
  'vitest@4',
  // What a block of the guides uses.
  'fastify@5',
  // What npx would fetch.
  'jscodeshift@17',
];

const project = mkdtempSync(join(tmpdir(), 'portcullis-installed-'));
const npm = (...args: string[]): string =>
  execFileSync('npm', args, { cwd: project, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

try {
  const [{ filename }] = JSON.parse(npm('pack', ROOT, '--json', '--ignore-scripts'));
  writeFileSync(join(project, 'package.json'), '{"private":true}');
  npm('install', '--silent', '--no-audit', `./${filename}`, ...OTHERS);
  for (const runner of [runJest, runTsJest, runVitest, runNodeTest]) {
    runner(project);
    console.log(`installed: ${runner.name}`);
  }
  runCodemods(project);
  console.log('installed: the codemods');
  await runPasted(project);
  console.log('installed: the blocks of the guides');
} finally {
  rmSync(project, { recursive: true, force: true });
}
