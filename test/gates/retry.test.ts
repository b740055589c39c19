import fc from 'fast-check';
import { ApiRequestError } from 'portcullis/errors';
import type { GatesAdmin } from 'portcullis/gates';
import { pauseMs, retryAfterMs } from '../../src/gates/retry.js';
import { errorOf } from '../helpers/pool.js';
import {
  adminOf,
  closeBackendsAfterEach,
  grace,
  hangUp,
  json,
  type Respond,
  raw,
  silence,
  startBackend,
  wirePage,
} from './backend.js';

closeBackendsAfterEach();

const page = json(200, wirePage([]));
const list = (admin: GatesAdmin) => admin.listUsers({ client: 'GAIA' }).page();
const update = (admin: GatesAdmin) => admin.updateUser({ userId: 'a1b2', clientsToAdd: ['GAIA'] });

const cutShort: Respond = response => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"users":[', () => response.destroy());
};

const PASSING: [string, Respond][] = [
  ['a connection that breaks', hangUp],
  ['an answer that breaks off', cutShort],
  ['500', json(500, { message: 'Internal server error' })],
  ['502', raw(502, '<html></html>')],
  ['503', raw(503)],
  ['504', raw(504)],
  ['429', json(429, { message: 'Too Many Requests' })],
];

describe('after a failure that may pass', () => {
  it.each(PASSING)('%s, a page is asked for again', async (_, failure) => {
    const backend = await startBackend();
    backend.answer(failure, failure, page);
    const { admin, pauses } = adminOf(backend);
    expect(await list(admin)).toMatchObject({ items: [] });
    expect(backend.requests).toHaveLength(3);
    expect(pauses).toEqual([200, 400]);
  });

  it.each(PASSING)('%s, update-user is sent again: given twice is given', async (_, failure) => {
    const backend = await startBackend();
    backend.answer(failure, raw(200));
    await update(adminOf(backend).admin);
    expect(backend.requests.map(({ body }) => body)).toEqual(Array(2).fill(backend.requests[0]?.body));
  });

  it.each(PASSING.filter(([name]) => name !== '429'))(
    '%s, create-user is not sent again: the person may have been created',
    async (_, failure) => {
      const backend = await startBackend();
      backend.answer(failure, json(200, { sub: 'a1b2' }));
      await errorOf(adminOf(backend).admin.createUser(grace));
      expect(backend.requests).toHaveLength(1);
    },
  );

  test('429, create-user is sent again: it was turned away', async () => {
    const backend = await startBackend();
    backend.answer(json(429, { message: 'Too Many Requests' }), json(200, { sub: 'a1b2' }), raw(200));
    expect(await adminOf(backend).admin.createUser(grace)).toEqual({ sub: 'a1b2' });
    expect(backend.requests.map(({ method }) => method)).toEqual(['POST', 'POST', 'PUT']);
  });

  test('before anything was sent, create-user is sent again', async () => {
    const backend = await startBackend();
    backend.answer(json(200, { sub: 'a1b2' }), raw(200));
    let tries = 0;
    const refusing: typeof fetch = (...request) => {
      tries++;
      if (tries > 1) return fetch(...request);
      return Promise.reject(new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } }));
    };
    const { admin } = adminOf(backend, { fetch: refusing });
    expect(await admin.createUser(grace)).toEqual({ sub: 'a1b2' });
    expect(backend.requests).toHaveLength(2);
  });
});

test('what is final is not asked again', async () => {
  for (const status of [400, 401, 403, 404, 409, 302]) {
    const backend = await startBackend();
    backend.answer(json(status, { message: 'no' }), page);
    expect(await errorOf(list(adminOf(backend).admin))).toMatchObject({ status });
    expect(backend.requests).toHaveLength(1);
  }
});

test('after maxAttempts the last failure is the answer', async () => {
  const backend = await startBackend();
  backend.answer(raw(500), raw(503), json(502, { message: 'the last' }));
  const error = await errorOf<ApiRequestError>(list(adminOf(backend).admin));
  expect(error).toMatchObject({ status: 502, reason: 'the last' });
  expect(backend.requests).toHaveLength(3);
  backend.answer(raw(500));
  await errorOf(list(adminOf(backend, { maxAttempts: 1 }).admin));
  expect(backend.requests).toHaveLength(4);
});

describe('Retry-After', () => {
  const waiting = async (header: string) => {
    const backend = await startBackend();
    backend.answer(raw(429, '', { 'retry-after': header }), page);
    const { admin, pauses } = adminOf(backend);
    const error = await list(admin).then(
      () => undefined,
      (error: ApiRequestError) => error,
    );
    return { pauses, error };
  };

  test('in seconds is waited for', async () => {
    expect(await waiting('7')).toEqual({ pauses: [7_000], error: undefined });
  });

  test('as a date is waited for', async () => {
    const inNineSeconds = new Date(Date.UTC(2026, 10, 21, 0, 0, 9)).toUTCString();
    expect(await waiting(inNineSeconds)).toEqual({ pauses: [9_000], error: undefined });
  });

  test('in the past, zero or nonsense leaves the usual pause', async () => {
    for (const header of ['Fri, 01 Jan 2021 00:00:00 GMT', '0', 'soon', '-5'])
      expect(await waiting(header)).toEqual({ pauses: [200], error: undefined });
  });

  test('beyond the call’s own time ends the call at once, and the error says how long', async () => {
    for (const header of ['15', '3600', '9'.repeat(400)]) {
      const { pauses, error } = await waiting(header);
      expect(pauses).toEqual([]);
      expect(error).toBeInstanceOf(ApiRequestError);
      expect(error).toMatchObject({ status: 429, retryAfterMs: Number(header) * 1000 });
    }
  });

  test('of any form is a time or nothing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constant(null)), header => {
        const ms = retryAfterMs(header, Date.UTC(2026, 0, 1));
        expect(ms === undefined || ms >= 0).toBe(true);
      }),
    );
  });
});

test('pauses grow, stay within bounds, and are a matter of chance', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.uint8Array({ minLength: 2, maxLength: 2 }),
      fc.integer({ min: 0, max: 60_000 }),
      (attempt, bytes, least) => {
        const pause = pauseMs(attempt, () => bytes, least);
        expect(pause).toBeGreaterThanOrEqual(least);
        expect(pause).toBeLessThanOrEqual(Math.max(Math.min(200 * 2 ** (attempt - 1), 5_000), least));
      },
    ),
  );
  expect(pauseMs(3, () => Uint8Array.of(0, 0))).toBe(0);
  expect(pauseMs(3, () => Uint8Array.of(128, 0))).toBe(400);
});

describe('a call that takes too long', () => {
  test('ends with TIMED_OUT, naming the call and the time', async () => {
    const backend = await startBackend();
    backend.answer(silence);
    const error = await errorOf(list(adminOf(backend, { timeoutMs: 30 }).admin));
    expect(error).toMatchObject({ code: 'TIMED_OUT', address: backend.url });
    expect(error.message).toBe(`${backend.url} did not answer get-all-users within 30 ms`);
  });

  test('ends also in the middle of a body', async () => {
    const backend = await startBackend();
    backend.answer(response => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"users":');
    });
    const admin = adminOf(backend).admin;
    const slow = admin.listUsers({ client: 'GAIA' }, { timeoutMs: 50 }).page();
    expect(await errorOf(slow)).toMatchObject({ code: 'TIMED_OUT' });
  });

  test('ends also while the token is waited for', async () => {
    const backend = await startBackend();
    const { admin } = adminOf(backend, { timeoutMs: 20, token: () => new Promise(() => {}) });
    expect(await errorOf(list(admin))).toMatchObject({ code: 'TIMED_OUT' });
    expect(backend.requests).toEqual([]);
  });
});

describe('a signal', () => {
  const reason = new Error('the user went away');

  test('that is aborted already sends nothing', async () => {
    const backend = await startBackend();
    const { admin } = adminOf(backend);
    const call = admin.createUser(grace, { signal: AbortSignal.abort(reason) });
    expect(await errorOf(call)).toBe(reason);
    expect(backend.requests).toEqual([]);
  });

  test('ends a request that is under way, with its own reason', async () => {
    const backend = await startBackend();
    const controller = new AbortController();
    backend.answer(() => controller.abort(reason));
    const { admin } = adminOf(backend);
    const call = admin.listUsers({ client: 'GAIA' }, { signal: controller.signal }).page();
    expect(await errorOf(call)).toBe(reason);
    expect(backend.requests).toHaveLength(1);
  });

  test('ends a pause', async () => {
    const backend = await startBackend();
    backend.answer(raw(503, '', { 'retry-after': '10' }));
    const controller = new AbortController();
    // The pause of this client takes its time, so that only the signal can end it.
    const { admin } = adminOf(backend, { sleep: undefined, clock: undefined });
    const call = admin.listUsers({ client: 'GAIA' }, { signal: controller.signal }).page();
    while (backend.requests.length === 0) await new Promise(setImmediate);
    controller.abort(reason);
    expect(await errorOf(call)).toBe(reason);
  });
});

test('an error of the token’s own function arrives as it is, and nothing is sent', async () => {
  const backend = await startBackend();
  const broken = new Error('no session');
  const { admin } = adminOf(backend, { token: () => Promise.reject(broken) });
  expect(await errorOf(list(admin))).toBe(broken);
  expect(backend.requests).toEqual([]);
});

test('a token function that gives nothing sends nothing', async () => {
  const backend = await startBackend();
  for (const [given, code] of [
    ['', 'MISSING_AUTHORIZATION'],
    [undefined, 'INVALID_OPTION'],
  ]) {
    const { admin } = adminOf(backend, { token: async () => given as string });
    expect(await errorOf(list(admin))).toMatchObject({ code });
  }
  expect(backend.requests).toEqual([]);
});
