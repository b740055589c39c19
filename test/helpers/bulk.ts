import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { User } from 'portcullis';
import type { LocalPool } from 'portcullis/local';
import { all, usersOf } from './managers.js';

let directory: string;

/** Call once in a test file: each test gets a directory of its own. */
export function inDirectoryOfItsOwn(): void {
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'portcullis-bulk-'));
  });
  afterEach(() => rm(directory, { recursive: true }));
}

export const pathOf = (name: string): string => join(directory, name);
export const textOf = (name: string): Promise<string> => readFile(pathOf(name), 'utf8');

/** Writes a file and gives its path. */
export async function file(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(pathOf(name), content);
  return pathOf(name);
}

/** A file of bytes, in pieces. */
export async function* pieces(content: string | Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size);
}

/** Everything that an import should bring over, by username. */
export async function everybodyIn(pool: LocalPool) {
  const users = usersOf(pool);
  const everybody = new Map<string, Pick<User, 'enabled' | 'attributes' | 'custom'> & { groups: string[] }>();
  for (const { username, enabled, attributes, custom } of await all(users.list())) {
    const groups = (await all(users.groups(username))).map(({ name }) => name).sort();
    everybody.set(username, { enabled, attributes, custom, groups });
  }
  return new Map([...everybody].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** No waiting for quotas that the local pool does not have. */
export const unlimited = Object.fromEntries(
  ['UserCreation', 'UserUpdate', 'UserRead', 'UserResourceRead', 'UserList', 'UserPoolRead'].map(name => [
    name,
    1_000_000,
  ]),
);

/** Username and code of every row that a report in CSV has. */
export const errorsOfRows = (report: string): string[][] =>
  report
    .trimEnd()
    .split('\n')
    .slice(1)
    .map(line => line.split(',').slice(1, 3));
