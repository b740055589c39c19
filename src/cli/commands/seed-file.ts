import { readFile } from 'node:fs/promises';

/** A seed file that is not there, cannot be read, or is not JSON. The message names the file. */
class SeedFileError extends Error {
  override readonly name = 'SeedFileError';
}

const PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EACCES: 'may not be read',
  EISDIR: 'is a directory',
};

/** @throws {SeedFileError} */
export async function readSeedFile(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new SeedFileError(`${path} ${PROBLEMS[cause.code ?? ''] ?? 'cannot be read'}`, { cause });
  });
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    // Without its cause: the parser quotes the text around the mistake, which may hold a password.
    throw new SeedFileError(`${path} is not JSON${placeIn(text, error)}`);
  }
}

/** Where the parser failed, on versions of Node that report it. */
function placeIn(text: string, error: unknown): string {
  const position = /position (\d+)/.exec(String(error))?.[1];
  if (position === undefined) return '';
  const before = text.slice(0, Number(position)).split('\n');
  return ` (line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1})`;
}
