import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TokenSet, TokenStore } from 'portcullis';
import { NotSignedInError } from 'portcullis/errors';
import { deleteFile, replaceFile } from '../../src/internal/files.js';
import { Session } from '../../src/tokens/session.js';
import { useAllStores } from '../helpers/all-stores.js';
import { exchange, sessionParts } from '../helpers/exchange.js';
import { type RotatingPool, startRotatingPool } from '../helpers/rotating-pool.js';
import { StoppedStore } from '../helpers/stopped-store.js';

const { stores, newDirectory } = useAllStores();
let pool: RotatingPool;
beforeAll(async () => {
  pool = await startRotatingPool();
});
afterAll(() => pool.close());

function sessionOver(store: TokenStore): Session {
  const { connection } = pool;
  const renew = (tokens: TokenSet) => exchange(connection, tokens);
  return new Session({ ...sessionParts(connection), store, renew });
}

describe.each(stores)('a process that was stopped for longer than its lock lives, over %s', (_, open) => {
  let store: TokenStore;
  let stopped: StoppedStore;
  let session: Session;
  /** What another process does meanwhile. */
  let other: Session;

  beforeEach(async () => {
    store = open();
    stopped = new StoppedStore(store);
    session = sessionOver(stopped);
    other = sessionOver(store);
    await session.keep(await pool.signIn(), pool.key);
    other.adopt(session.tokens!, pool.key, { stored: true });
  });

  test('while it renewed, takes the sign-in that came meanwhile', async () => {
    const newer = await pool.signIn();
    stopped.stop(() => other.keep(newer, pool.key));
    expect((await session.renew())?.data).toEqual(newer.data);
    expect(session.tokens?.data).toEqual(newer.data);
    expect(await store.get(pool.key)).toEqual(newer.data);
  });

  test('while it renewed, does not bring back the session that was signed out', async () => {
    stopped.stop(() => other.drop());
    await expect(session.renew()).rejects.toBeInstanceOf(NotSignedInError);
    expect(session.tokens).toBeUndefined();
    expect(await store.get(pool.key)).toBeUndefined();
  });

  test('while it signed in, leaves the sign-in that came later', async () => {
    const [older, newer] = [await pool.signIn(), await pool.signIn()];
    stopped.stop(() => other.keep(newer, pool.key));
    await session.keep(older, pool.key);
    expect(session.tokens?.data).toEqual(newer.data);
    expect(await store.get(pool.key)).toEqual(newer.data);
  });

  test('while it signed in, replaces what was only renewed meanwhile', async () => {
    const newer = await pool.signIn();
    pool.local.clock.advance(1);
    const newest = await pool.signIn();
    await other.keep(newer, pool.key);
    stopped.stop(() => other.renew());
    await session.keep(newest, pool.key);
    expect(await store.get(pool.key)).toEqual(newest.data);
  });

  test('while it signed out, leaves the sign-in that came meanwhile', async () => {
    const newer = await pool.signIn();
    stopped.stop(() => other.keep(newer, pool.key));
    await session.drop();
    expect(session.tokens).toBeUndefined();
    expect(await store.get(pool.key)).toEqual(newer.data);
  });

  test('while it signed out, signs out what was renewed meanwhile', async () => {
    stopped.stop(() => other.renew());
    await session.drop();
    expect(await store.get(pool.key)).toBeUndefined();
  });

  test('finds its refresh token spent, and takes the tokens that another has for it', async () => {
    const renewed = {
      ...sessionParts(pool.connection),
      store: stopped,
      renew: async (tokens: TokenSet) => {
        await other.renew();
        return await exchange(pool.connection, tokens);
      },
    };
    const late = new Session(renewed);
    late.adopt(session.tokens!, pool.key, { stored: true });
    expect((await late.renew())?.data).toEqual(other.tokens?.data);
    expect(await store.get(pool.key)).toEqual(other.tokens?.data);
  });
});

describe('a file under a lock that was lost', () => {
  let path: string;
  beforeEach(async () => {
    path = join(await newDirectory(), 'record');
    await writeFile(path, 'older');
  });

  /** Takes over at the last moment: after the lock was found to be held. */
  const turn = (meanwhile: () => Promise<unknown>) => ({
    owner: 'stopped',
    isHeld: async () => {
      await meanwhile();
      return true;
    },
  });

  test('is not replaced, because who took over removed the half-written one', async () => {
    const takenOver = async () => {
      await rm(`${path}.stopped.tmp`);
      await writeFile(path, 'newer');
    };
    await expect(replaceFile(path, 'stale', turn(takenOver))).rejects.toThrow('ENOENT');
    expect(await readFile(path, 'utf8')).toBe('newer');
  });

  test('is not replaced where the loss is noticed, and nothing stays behind', async () => {
    expect(await replaceFile(path, 'stale', { owner: 'stopped', isHeld: async () => false })).toBe(false);
    expect(await readdir(join(path, '..'))).toEqual(['record']);
    expect(await readFile(path, 'utf8')).toBe('older');
  });

  test('is not deleted when it is another by now', async () => {
    expect(
      await deleteFile(
        path,
        'older',
        turn(() => writeFile(path, 'newer')),
      ),
    ).toBe(false);
    expect(await readFile(path, 'utf8')).toBe('newer');
    expect(await readdir(join(path, '..'))).toEqual(['record']);
  });
});
