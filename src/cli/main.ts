#!/usr/bin/env node
import module from 'node:module';
import { cacheFolder } from './config/folders.js';

/** From Node 22.8 on. */
const { enableCompileCache } = module as { enableCompileCache?: (folder: string) => unknown };

const token = await plainToken(process.argv.slice(2));
if (token) process.stdout.on('error', notWritten).write(`${token}\n`);
else {
  // The folder is the person's own: others could put code into a common one.
  enableCompileCache?.(cacheFolder());
  await import('./run.js');
}

/** A reader that has enough is no error. */
function notWritten({ code }: NodeJS.ErrnoException): void {
  if (code === 'EPIPE') return;
  process.stderr.write(`portcullis: the token cannot be written to stdout (${code})\n`);
  process.exitCode = 1;
}

/** What a command line prints that is `portcullis token` without settings of its own, where the session is fresh. */
async function plainToken([word, flag, ...others]: readonly string[]): Promise<string | undefined> {
  const isPlain = word === 'token' && (flag === undefined || flag === '--id') && others.length === 0;
  if (!isPlain) return undefined;
  const { keptToken } = await import('./kept-token.js');
  // What is wrong there, the command itself says.
  return await keptToken(flag === '--id' ? 'id' : 'access').catch(() => undefined);
}
