import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ApiRequestError } from 'portcullis/errors';
import type { UserDetails } from 'portcullis/gates';
import { errorOf } from '../helpers/pool.js';
import {
  adminOf,
  closeBackendsAfterEach,
  json,
  type Respond,
  raw,
  startBackend,
  wirePage,
  wireUser,
} from './backend.js';

closeBackendsAfterEach();

const PAGE = 60;

/** Answers with `count` people, a page at a time; the token is the place to go on from. */
const people =
  (count: number): Respond =>
  (response, { url }) => {
    const query = new URL(url, 'http://backend').searchParams;
    const from = Number(query.get('pagination_token') ?? 0);
    const to = Math.min(from + Number(query.get('page_size')), count);
    const users = Array.from({ length: to - from }, (_, i) => wireUser({ user_id: `user-${from + i}` }));
    const more = to < count;
    json(
      200,
      wirePage(users, {
        next_pagination_token: more ? String(to) : null,
        has_more: more,
        total_count: count,
      }),
    )(response, { url, method: '', headers: {}, body: '' });
  };

const forceCollection = (): void => {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
};

describe('ten thousand people', () => {
  test('stream in constant memory, and each page is asked for once', async () => {
    const backend = await startBackend();
    backend.answer(people(10_000));
    const seen = new Set<string>();
    const firsts: WeakRef<UserDetails>[] = [];
    let alive = 0;
    for await (const user of adminOf(backend).admin.listUsers({ client: 'GAIA', pageSize: PAGE })) {
      // No page is asked for before its first person is wanted.
      expect(backend.requests).toHaveLength(Math.floor(seen.size / PAGE) + 1);
      if (seen.size % PAGE === 0) firsts.push(new WeakRef(user));
      seen.add(user.userId);
      if (seen.size === 9_001) {
        forceCollection();
        alive = firsts.filter(first => first.deref()).length;
      }
    }
    expect(seen.size).toBe(10_000);
    const urls = backend.requests.map(({ url }) => url);
    expect(urls).toHaveLength(Math.ceil(10_000 / PAGE));
    expect(new Set(urls).size).toBe(urls.length);
    // Of the 151 pages read by then, only those just at hand are still in memory.
    expect(alive).toBeLessThanOrEqual(3);
  });

  test('are not asked for beyond where the reader stops', async () => {
    const backend = await startBackend();
    backend.answer(people(10_000));
    let count = 0;
    for await (const _ of adminOf(backend).admin.listUsers({ client: 'GAIA', pageSize: PAGE }))
      if (++count === 100) break;
    expect(backend.requests).toHaveLength(2);
  });
});

test('nothing is asked before the list is read, and each reading begins anew', async () => {
  const backend = await startBackend();
  backend.answer(people(3));
  const list = adminOf(backend).admin.listUsers({ client: 'GAIA', pageSize: 2 });
  expect(backend.requests).toEqual([]);
  const read = async () => {
    const ids: string[] = [];
    for await (const { userId } of list) ids.push(userId);
    return ids;
  };
  expect(await read()).toEqual(['user-0', 'user-1', 'user-2']);
  expect(await read()).toEqual(['user-0', 'user-1', 'user-2']);
  expect(backend.requests).toHaveLength(4);
});

test('one page at a time, from the token of the one before', async () => {
  const backend = await startBackend();
  backend.answer(people(3));
  const list = adminOf(backend).admin.listUsers({ client: 'GAIA', pageSize: 2 });
  const first = await list.page();
  expect(first).toMatchObject({ nextToken: '2', totalCount: 3 });
  const second = await list.page(first.nextToken);
  expect(second).toMatchObject({ items: [{ userId: 'user-2' }], nextToken: undefined });
});

test('a failure in the middle rejects there, after the people before it', async () => {
  const backend = await startBackend();
  backend.answer(json(200, wirePage([wireUser()], { next_pagination_token: '1', has_more: true })), raw(403));
  const seen: string[] = [];
  const reading = (async () => {
    for await (const { userId } of adminOf(backend).admin.listUsers({ client: 'GAIA' })) seen.push(userId);
  })();
  expect(await errorOf(reading)).toBeInstanceOf(ApiRequestError);
  expect(seen).toEqual(['a1b2']);
});

test('a backend that gives the same page for ever is found out', async () => {
  const backend = await startBackend();
  backend.answer(json(200, wirePage([wireUser()], { next_pagination_token: 'again', has_more: true })));
  const reading = (async () => {
    for await (const _ of adminOf(backend).admin.listUsers({ client: 'GAIA' }));
  })();
  expect((await errorOf(reading)).message).toContain('this page again');
  expect(backend.requests).toHaveLength(2);
});

test('empty pages in between do not end the list', async () => {
  const backend = await startBackend();
  const more = (token: string) => json(200, wirePage([], { next_pagination_token: token, has_more: true }));
  backend.answer(more('a'), more('b'), json(200, wirePage([wireUser()])));
  const seen: string[] = [];
  for await (const { userId } of adminOf(backend).admin.listUsers({ client: 'GAIA' })) seen.push(userId);
  expect(seen).toEqual(['a1b2']);
});

describe('a person', () => {
  const read = async (user: object, page: object = {}) => {
    const backend = await startBackend();
    backend.answer(json(200, wirePage([user], page)));
    return adminOf(backend).admin.listUsers({ client: 'GAIA' }).page();
  };

  test('has camelCase names and times as dates', async () => {
    const times = {
      password_expires_at: 1_800_000_000,
      updated_at: 1_700_000_001,
      created_at: 1_700_000_000,
    };
    const { items } = await read(wireUser(times));
    expect(items).toEqual([
      {
        userId: 'a1b2',
        name: 'Grace Hopper',
        email: 'grace@example.com',
        role: 'CLIENT_USER',
        clients: ['GAIA'],
        enabled: true,
        userStatus: 'CONFIRMED',
        passwordExpiresAt: new Date('2027-01-15T08:00:00Z'),
        updatedAt: new Date('2023-11-14T22:13:21Z'),
        createdAt: new Date('2023-11-14T22:13:20Z'),
      },
    ]);
  });

  test('may lack what Cognito does not require, and have more than is known', async () => {
    const bare = { user_id: 'a1b2', enabled: false, role: null, name: null, created_at: null, shoe_size: 38 };
    const { items, totalCount } = await read(bare, {
      total_count: undefined,
      next_pagination_token: undefined,
    });
    expect(totalCount).toBeUndefined();
    expect(items).toEqual([
      {
        userId: 'a1b2',
        name: '',
        email: '',
        role: undefined,
        clients: [],
        enabled: false,
        userStatus: '',
        passwordExpiresAt: undefined,
        updatedAt: undefined,
        createdAt: undefined,
      },
    ]);
  });

  test('whose role nobody knows has none', async () => {
    const { items } = await read(wireUser({ role: 'EMPEROR' }));
    expect(items[0]?.role).toBeUndefined();
  });

  test('whose times are in milliseconds has the same dates', async () => {
    const { items } = await read(wireUser({ created_at: 1_700_000_000_000 }));
    expect(items[0]?.createdAt).toEqual(new Date('2023-11-14T22:13:20Z'));
  });
});
