import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Outcome, Settings, TriedEntry } from './behaviour.js';
import { BUNDLE, withBundle } from './bundle.js';
import { pathInPackage } from './program-path.js';
import type { Program } from './runtimes.js';

const DEADLINE_MS = 300_000;

/** Runs the behaviours in a new process. */
export const asProgram = (
  { program, from, options = [], optionsLikeNode = options }: Program,
  entries: readonly TriedEntry[],
  settings: Settings,
): Promise<readonly Outcome[]> =>
  withBundle('program', entries, async folder => {
    const before = entries.some(({ needsNode }) => needsNode) ? optionsLikeNode : options;
    const args = [...before, join(folder, BUNDLE), JSON.stringify(settings)];
    const limits = { timeout: DEADLINE_MS, maxBuffer: 1e8 };
    const { stdout } = await promisify(execFile)(pathInPackage(program, from), args, limits);
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  });
