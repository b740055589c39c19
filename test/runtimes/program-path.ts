import { execFileSync } from 'node:child_process';

/** Where the program of an npm package is. npm installs it in its cache when it is not there. */
export function pathInPackage(program: string, packageName: string): string {
  const found = ['--', 'sh', '-c', `command -v ${program}`];
  const args = ['exec', '--yes', `--package=${packageName}`, ...found];
  try {
    return execFileSync('npm', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  } catch (error) {
    const { stderr } = error as { stderr: string };
    throw new Error(`${program} comes from npm (npm install ${packageName}), which failed: ${stderr}`);
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
