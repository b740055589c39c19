import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { FileStore } from 'portcullis';
import { processIdentity } from '../../src/internal/process-identity.js';
import { systemSeams, type WaitingSeams } from '../../src/internal/waiting.js';
import { FileLeases } from '../../src/stores/file-leases.js';
import { fakeTime } from '../helpers/lock-seams.js';

const ada = { userPoolId: 'eu-west-1_Portcull1', clientId: 'app', username: 'ada' };
const tokens = { accessToken: 'a', idToken: 'i', refreshToken: 'r' };
const LIFETIME_MS = 1_000;

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'portcullis-locks-'));
});
afterEach(() => rm(directory, { recursive: true }));

/** File times have milliseconds, so two signs of life have to be one apart. */
function nextMillisecond(): void {
  const before = Date.now();
  while (Date.now() === before);
}

describe('a lock', () => {
  let time: ReturnType<typeof fakeTime>;
  let leases: () => FileLeases;

  beforeEach(() => {
    time = fakeTime();
    leases = () => new FileLeases(directory, LIFETIME_MS, time);
  });

  /** Lets a lifetime pass before the eyes of a waiter. */
  async function watch(waiter: FileLeases, owner: string): Promise<boolean[]> {
    const answers = [await waiter.take('s', owner)];
    for (let looks = 0; looks < 4; looks++) {
      time.advance(LIFETIME_MS / 4);
      answers.push(await waiter.take('s', owner));
    }
    return answers;
  }

  test('is taken by one at a time and freed for the next', async () => {
    const [ann, ben] = [leases(), leases()];
    expect(await ann.take('s', 'ann')).toBe(true);
    expect(await ben.take('s', 'ben')).toBe(false);
    await ann.release('s', 'ann');
    expect(await ben.take('s', 'ben')).toBe(true);
  });

  test('stays with a holder that shows signs of life, however long it takes', async () => {
    const [ann, ben] = [leases(), leases()];
    await ann.take('s', 'ann');
    for (let beats = 0; beats < 20; beats++) {
      nextMillisecond();
      await ann.extend('s', 'ann');
      time.advance(LIFETIME_MS / 3);
      expect(await ben.take('s', 'ben')).toBe(false);
    }
  });

  test('passes on when its holder was silent for the lifetime, and not before', async () => {
    await leases().take('s', 'ann');
    expect(await watch(leases(), 'ben')).toEqual([false, false, false, false, true]);
  });

  test('does not pass on because the waiter, or the whole machine, was stopped', async () => {
    const [ann, ben] = [leases(), leases()];
    await ann.take('s', 'ann');
    await ben.take('s', 'ben');
    time.advance(1_000 * LIFETIME_MS);
    expect(await ben.take('s', 'ben')).toBe(false);
  });

  test('of a dead holder is taken over by one of two who saw it die', async () => {
    await leases().take('s', 'dead');
    const [ann, ben] = [leases(), leases()];
    for (let looks = 0; looks < 4; looks++) {
      await Promise.all([ann.take('s', 'ann'), ben.take('s', 'ben')]);
      time.advance(LIFETIME_MS / 4);
    }
    const taken = await Promise.all([ann.take('s', 'ann'), ben.take('s', 'ben')]);
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await readdir(join(directory, 's.lock'))).toEqual([taken[0] ? 'ann' : 'ben']);
  });

  test('that was taken over is out of reach for the old holder when it wakes up', async () => {
    const ann = leases();
    await ann.take('s', 'ann');
    await watch(leases(), 'ben');
    expect(await ann.extend('s', 'ann')).toBe(false);
    await expect(ann.release('s', 'ann')).rejects.toThrow('ENOENT');
    expect(await leases().take('s', 'eve')).toBe(false);
    expect(await readdir(join(directory, 's.lock'))).toEqual(['ben']);
  });

  test('whose holder died while making it or freeing it is free', async () => {
    await mkdir(join(directory, 's.lock'));
    expect(await leases().take('s', 'ann')).toBe(true);
  });
});

test('after a death many waiters enter one at a time, and every one of them enters', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 2, max: 8 }), fc.integer({ min: 1, max: 4 }), async (stores, each) => {
      const time = fakeTime();
      const place = await mkdtemp(join(directory, 'run-'));
      const open = () => new FileStore({ directory: place }, time);
      const dead = open();
      await new Promise<void>(held => {
        // Never ends, and never shows a sign of life after its first.
        void new FileStore({ directory: place }, { ...time, sleep: () => new Promise(() => {}) }).withLock(
          ada,
          () => new Promise(() => held()),
        );
      });
      let inside = 0;
      let entered = 0;
      const work = async () => {
        expect(++inside).toBe(1);
        await dead.set(ada, tokens, await dead.get(ada));
        entered++;
        inside--;
      };
      const waiters = Array.from({ length: stores }, open);
      await Promise.all(
        waiters.flatMap(store => Array.from({ length: each }, () => store.withLock(ada, work))),
      );
      expect(entered).toBe(stores * each);
    }),
    { numRuns: 15 },
  );
});

test('who takes over from the dead removes what they left half-written', async () => {
  const time = fakeTime();
  const store = new FileStore({ directory, lockLifetimeMs: 100 }, time);
  await store.set(ada, tokens, undefined);
  const [file = ''] = await readdir(directory);
  for (const lock of [join(directory, file.replace('.json', '.lock')), join(directory, `${file}.lock`)]) {
    await mkdir(lock);
    await writeFile(join(lock, 'dead'), '');
    await mkdir(`${lock}-dead`);
  }
  await writeFile(join(directory, `${file}.0123.tmp`), 'half of a tok');
  await store.withLock(ada, () => store.set(ada, tokens, tokens));
  expect(await readdir(directory)).toEqual([file]);
  expect(await store.get(ada)).toEqual(tokens);
});

describe('of a process that has ended', () => {
  const [place, pid, start] = processIdentity()?.split('-') ?? [];
  const { pid: ended } = spawnSync('true');
  /** Nothing here may wait for a lock. */
  const unwaiting: WaitingSeams = {
    ...systemSeams,
    sleep: (milliseconds, signal) =>
      signal ? systemSeams.sleep(milliseconds, signal) : Promise.reject(new Error('waited for a lock')),
  };

  let store: FileStore;
  let file: string;
  beforeEach(async () => {
    store = new FileStore({ directory }, unwaiting);
    await store.set(ada, tokens, undefined);
    [file = ''] = await readdir(directory);
  });

  /** What a process leaves that is killed in a renewal, while it writes. */
  async function leave(record: string, owner: string): Promise<void> {
    for (const lock of [record.replace('.json', '.lock'), `${record}.lock`]) {
      await mkdir(join(directory, lock));
      await writeFile(join(directory, lock, owner), '');
    }
    await mkdir(join(directory, `${record}.lock-${owner}`));
    await writeFile(join(directory, `${record}.${owner}.tmp`), 'half of a tok');
  }

  test.each([
    ['its id is free', `00-${place}-${ended}-1234`],
    ['its id is that of another process now', `00-${place}-${pid}-${Number(start) - 1}`],
  ])('a lock is taken at once: %s', async (_, owner) => {
    await leave(file, owner);
    await store.withLock(ada, () => store.set(ada, { ...tokens, accessToken: 'b' }, tokens));
    expect(await readdir(directory)).toEqual([file]);
    expect((await store.get(ada))?.accessToken).toBe('b');
  });

  test('half-written records are removed by the first who comes, those of devices too', async () => {
    const device = file.replace('session', 'device');
    await leave(device, `00-${place}-${ended}-1234`);
    await new FileStore({ directory }, unwaiting).withLock(ada, async () => {});
    expect((await readdir(directory)).filter(entry => /tmp$|lock-/.test(entry))).toEqual([]);
  });

  test.each([
    ['runs', `00-${place}-${pid}-${start}`],
    ['runs on another machine or in another container', `00-0123456789abcdef-${ended}-1234`],
    ['said nothing of itself', '00'],
  ])('is not what it is called when it %s', async (_, owner) => {
    await leave(file, owner);
    await expect(store.withLock(ada, async () => {})).rejects.toThrow('waited');
    expect(await readdir(directory)).toHaveLength(5);
  });
});

test('who gave up waiting for a lock does not take it', async () => {
  const store = new FileStore({ directory });
  const controller = new AbortController();
  let worked = false;
  let late: Promise<unknown> = Promise.resolve();
  await store.withLock(ada, async () => {
    late = store.withLock(ada, async () => (worked = true), controller.signal);
    controller.abort(new Error('too late'));
  });
  await expect(late).rejects.toThrow('too late');
  expect(worked).toBe(false);
  expect(await readdir(directory)).toEqual([]);
});
