/**
 * Runs the blocks of the guides that are marked as such, as a reader does: pasted into a file of a project that has the
 * package, one after another down the page, against a pool of their own. Whoever runs them types the codes that the pool
 * sends.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { type LocalPool, type Seed, startLocalPool } from 'portcullis/local';
import { ROOT } from './entries.js';

/** The pool that the guides speak of. */
const SEED: Seed = JSON.parse(readFileSync(join(ROOT, 'examples/pool.json'), 'utf8'));

/** What the blocks read. */
const ENVIRONMENT = {
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_REGION: 'eu-west-1',
  PASSWORD: 'Correct-Horse-9',
  TOTP_SECRET: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  SESSION_SECRET: 'at least thirty-two characters, from a secret store',
};

/** The blocks of a page to run. */
const runnable = (page: string): string[] =>
  [...page.matchAll(/^```ts run\n([\s\S]*?)^```/gm)].map(([, code]) => code as string);

const pages = (): string[] => [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.md'))
    .map(name => join('docs', name)),
];

/** @throws with what a block printed, when it fails. */
export async function runPasted(project: string): Promise<void> {
  writeFileSync(join(project, 'users.csv'), 'username,email\nkay,kay@example.com\n');
  for (const page of pages()) {
    const blocks = runnable(readFileSync(join(ROOT, page), 'utf8'));
    if (blocks.length === 0) continue;
    const pool = await startLocalPool({ seed: SEED });
    try {
      for (const [index, code] of blocks.entries())
        await runBlock(project, `${page}, runnable block ${index + 1}`, code, pool);
    } finally {
      await pool.close();
    }
  }
}

async function runBlock(project: string, name: string, code: string, pool: LocalPool): Promise<void> {
  const file = join(project, 'pasted.mjs');
  writeFileSync(file, transformSync(code, { loader: 'ts', format: 'esm', target: 'node20' }).code);
  const child = spawn(process.execPath, [file], {
    cwd: project,
    env: {
      ...process.env,
      ...ENVIRONMENT,
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: pool.endpoint,
    },
  });
  let printed = '';
  const print = (chunk: Buffer) => {
    printed += chunk;
  };
  child.stdout.on('data', print).on('data', async (chunk: Buffer) => {
    if (String(chunk).endsWith('Code: ')) child.stdin.write(`${pool.messages.list().at(-1)?.code}\n`);
  });
  child.stderr.on('data', print);
  const [status] = await once(child, 'exit');
  if (status !== 0) throw new Error(`${name} ends with ${status}:\n${printed}`);
}
