import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { FileStore } from 'portcullis';
import { InvalidOptionError, StoreCorruptError, StoreUnavailableError } from 'portcullis/errors';

const ada = { userPoolId: 'eu-west-1_Portcull1', clientId: 'app', username: 'ada@example.com' };
const bob = { ...ada, username: 'bob' };
const tokens = { accessToken: 'access-secret', idToken: 'id-secret', refreshToken: 'refresh-secret' };

let parent: string;
let directory: string;
let store: FileStore;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'portcullis-files-'));
  directory = join(parent, 'deep', 'sessions');
  store = new FileStore({ directory });
});

afterEach(() => rm(parent, { recursive: true }));

const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

async function onlyFile(): Promise<string> {
  const [file, ...others] = await readdir(directory);
  expect(others).toEqual([]);
  return join(directory, file!);
}

test('only their owner may read the files and look into the directory', async () => {
  await store.set(ada, tokens, undefined);
  expect(await modeOf(directory)).toBe(0o700);
  expect(await modeOf(await onlyFile())).toBe(0o600);
});

test('a directory that was there keeps its mode', async () => {
  await mkdir(directory, { recursive: true, mode: 0o750 });
  await store.set(ada, tokens, undefined);
  expect(await modeOf(directory)).toBe(0o750);
});

test('a file name tells no username and is the same on file systems that ignore case', async () => {
  await store.set(ada, tokens, undefined);
  expect(await onlyFile()).toMatch(/session-[0-9a-f]{64}\.json$/);
});

test('nothing stays behind after writing, locking and deleting', async () => {
  await store.withLock(ada, () => store.set(ada, tokens, undefined));
  await store.withLock(ada, () => store.delete(ada, tokens));
  expect(await readdir(directory)).toEqual([]);
});

test('another instance finds what one has stored, wherever the process has moved to', async () => {
  await store.set(ada, tokens, undefined);
  expect(await new FileStore({ directory }).get(ada)).toEqual(tokens);
});

describe('a file that cannot be read', () => {
  const damages: Record<string, (path: string) => Promise<void>> = {
    'is cut short': path => truncate(path, 100),
    'is empty': path => truncate(path, 0),
    'is not text': path => writeFile(path, Buffer.from([0xff, 0xfe, 0x00, 0x80])),
    'is JSON of something else': path => writeFile(path, '["access-secret"]'),
    'has no token': path => edit(path, JSON.stringify(tokens), '{"deviceKey":"key"}'),
    'has an empty token': path => edit(path, 'id-secret', ''),
    'is of another version': path => edit(path, '"version":1', '"version":2'),
    "is another user's": path => edit(path, 'ada@example.com', 'bob'),
    'holds a device': path => edit(path, '"kind":"session"', '"kind":"device"'),
  };

  async function edit(path: string, from: string, to: string): Promise<void> {
    const text = await readFile(path, 'utf8');
    expect(text).toContain(from);
    await writeFile(path, text.replace(from, to));
  }

  test.each(Object.entries(damages))('because it %s is named and kept aside', async (_, damage) => {
    await store.set(ada, tokens, undefined);
    const path = await onlyFile();
    await damage(path);
    const damaged = await readFile(path);

    const error = await store.get(ada).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StoreCorruptError);
    const { code, location, keptAs, message } = error as StoreCorruptError;
    expect(code).toBe('STORE_CORRUPT');
    expect(location).toBe(path);
    expect(message).toContain(path);
    expect(await readFile(keptAs)).toEqual(damaged);
    expect(await modeOf(keptAs)).toBe(0o600);
    expect(inspect(error, { depth: 9 })).not.toMatch(/secret|ada@/);
  });

  test('is kept aside once, and survives the next session and its end', async () => {
    await store.set(ada, tokens, undefined);
    const path = await onlyFile();
    await writeFile(path, '{"version":1');
    const errors = [await store.get(ada).catch(error => error), await store.get(ada).catch(error => error)];
    expect(errors[1].keptAs).toBe(errors[0].keptAs);

    await store.set(ada, tokens, undefined);
    expect(await store.get(ada)).toEqual(tokens);
    await store.delete(ada, tokens);
    expect(await readFile(errors[0].keptAs, 'utf8')).toBe('{"version":1');
  });

  test('is kept aside by writing over it, too', async () => {
    await store.set(ada, tokens, undefined);
    await writeFile(await onlyFile(), 'damaged');
    await store.set(ada, tokens, undefined);
    const kept = await Promise.all(
      (await readdir(directory)).map(file => readFile(join(directory, file), 'utf8')),
    );
    expect(kept).toContain('damaged');
  });

  test('concerns nobody else', async () => {
    await store.set(ada, tokens, undefined);
    await writeFile(await onlyFile(), 'damaged');
    await store.set(bob, tokens, undefined);
    expect(await store.get(bob)).toEqual(tokens);
  });
});

test('a place that cannot be written to is said so, with the reason', async () => {
  await writeFile(join(parent, 'deep'), 'in the way');
  const failures = await Promise.allSettled([
    store.set(ada, tokens, undefined),
    store.get(ada),
    store.delete(ada, tokens),
    store.withLock(ada, async () => 'never'),
  ]);
  for (const failure of failures) {
    const { reason } = failure as PromiseRejectedResult;
    expect(reason).toBeInstanceOf(StoreUnavailableError);
    expect(reason.message).toMatch(/ENOTDIR|EEXIST/);
    expect(inspect(reason, { depth: 9 })).not.toMatch(/secret|ada@/);
  }
});

test.each([
  [{}, 'options.directory is missing'],
  [{ directory: '' }, 'options.directory must not be empty'],
  [
    { directory: 'd', lockLifetimeMs: 5 },
    'options.lockLifetimeMs must be a whole number of milliseconds, at least 100',
  ],
  [{ directory: 'd', lifetime: 5 }, 'options.lifetime is not a known key'],
])('options that cannot work are refused: %j', (options, message) => {
  const make = () => new FileStore(options as never);
  expect(make).toThrow(InvalidOptionError);
  expect(make).toThrow(message);
});
