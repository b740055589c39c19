import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../package/entries.js';

/** Where a reader would put what stands first under each heading of the guide. */
const PASTED = {
  'Tests with the local pool': 'pool.json',
  Jest: 'ada.test.js',
  Vitest: 'ada.vitest.test.mjs',
  'node:test': 'ada.node.test.mjs',
  pytest: 'test_ada.py',
  'In CI': 'with-pool.sh',
} as const;

/** The files of the guide to tests, in a folder of the project. */
function pasteGuide(project: string): string {
  const folder = join(project, 'guide');
  mkdirSync(folder);
  symlinkSync(join(project, 'node_modules'), join(folder, 'node_modules'));
  const page = readFileSync(join(ROOT, 'docs/testing.md'), 'utf8');
  for (const [heading, file] of Object.entries(PASTED)) {
    const [, code = ''] = /^```\w+\n([\s\S]*?)^```/m.exec(page.split(`# ${heading}\n`)[1] ?? '') ?? [];
    writeFileSync(join(folder, file), code);
  }
  return folder;
}

/** How a reader runs each. */
const COMMANDS = [
  'npx jest ada.test.js',
  'npx vitest run ada.vitest.test.mjs',
  'node --test ada.node.test.mjs',
  'pytest test_ada.py',
  // The pool ends with the script: nothing answers afterwards.
  "sh with-pool.sh sh -c 'curl -sf $COGNITO_ENDPOINT/_local/clock && echo $COGNITO_ENDPOINT > endpoint'",
  '! curl -sf $(cat endpoint)/_local/clock',
];

/** Runs the example of tests, and those of the guide, in a project that has the packed library installed. */
export function runTests(example: string): void {
  const project = mkdtempSync(join(tmpdir(), 'portcullis-example-'));
  const python = join(project, 'python');
  const env = { ...process.env, PATH: `${python}/bin:${process.env.PATH}` };
  const run = (program: string, ...args: string[]): string =>
    execFileSync(program, args, {
      cwd: project,
      encoding: 'utf8',
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  try {
    cpSync(example, project, { recursive: true });
    // Packing builds the library first; what that prints comes before the answer.
    const packed = run('npm', 'pack', ROOT, '--json', '--silent');
    const [{ filename }] = JSON.parse(packed.slice(packed.indexOf('[\n')));
    run('npm', 'install', '--silent', '--no-audit', `./${filename}`);
    run('python3', '-m', 'venv', python);
    run(
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--requirement',
      'pytest/requirements.txt',
    );
    for (const runner of ['jest', 'vitest', 'pytest']) {
      run('npm', 'run', '--silent', runner);
      process.stdout.write(`${runner}: passed\n`);
    }
    const guide = pasteGuide(project);
    for (const command of COMMANDS) {
      execFileSync('sh', ['-c', command], { cwd: guide, env, stdio: ['ignore', 'pipe', 'inherit'] });
      process.stdout.write(`the guide, ${command}: passed\n`);
    }
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}
