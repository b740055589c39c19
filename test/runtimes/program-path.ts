import { execFileSync } from 'node:child_process';

/** Where the program of an npm package is. npm installs it in its cache when it is not there. */
export function pathInPackage(program: string, packageName: string): string {
  const found = ['--', 'sh', '-c', `command -v ${program}`];
  const args = ['exec', '--yes', `--package=${packageName}`, ...found];
  try {
    return execFileSync('npm', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  } catch (error) {
    const { stderr, message } = error as { stderr?: string | null; message: string };
    throw new Error(`${program} comes from npm, but npm install ${packageName} failed: ${stderr || message}`);
  }
}

/** Where a program of the system is. */
export function pathOnSystem(program: string): string {
  try {
    return execFileSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).trim();
  } catch {
    throw new Error(`${program} is not installed; install it with: apt-get install ${program}`);
  }
}
