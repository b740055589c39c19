import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../package/entries.js';

/** Runs the example of tests in a project of its own, which has the packed library installed. */
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
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}
