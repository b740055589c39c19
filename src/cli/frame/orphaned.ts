import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { isRunning } from '../config/config.js';

const EVERY_MS = 250;
const SHELLS = /^(.*\/)?-?(sh|dash|bash|ash|zsh)$/;

interface Parent {
  readonly ppid: number;
  readonly command: string;
}

/**
 * Calls `ended` when the `npx` that runs this has ended. It runs a shell that runs this, and hands a signal to the shell
 * alone, which either ends of it or waits for us.
 */
export async function onOrphaned(ended: () => void): Promise<void> {
  const parent = process.ppid;
  const { ppid, command } = await describe(parent);
  const npx = SHELLS.test(command) ? ppid : parent;
  setInterval(() => {
    if (process.ppid !== parent || !isRunning(npx)) ended();
  }, EVERY_MS).unref();
}

async function describe(pid: number): Promise<Parent> {
  if (process.platform === 'linux') {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const [, command = '', ppid] = /^\d+ \((.*)\) \S (\d+)/s.exec(stat) ?? [];
    return { ppid: Number(ppid), command };
  }
  const { stdout } = await promisify(execFile)('ps', ['-o', 'ppid=,comm=', '-p', String(pid)]);
  const [, ppid, command = ''] = /^\s*(\d+)\s+(.*?)\s*$/.exec(stdout) ?? [];
  return { ppid: Number(ppid), command };
}
