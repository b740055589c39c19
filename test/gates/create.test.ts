import { IncompleteUserError, UserExistsError } from 'portcullis/errors';
import { errorOf } from '../helpers/pool.js';
import {
  adminOf,
  closeBackendsAfterEach,
  grace,
  hangUp,
  json,
  type Respond,
  raw,
  startBackend,
} from './backend.js';

closeBackendsAfterEach();

const created = json(200, { sub: 'a1b2' });

/** The error of a creation whose second half meets this. */
async function halfway(second: Respond) {
  const backend = await startBackend();
  backend.answer(created, second);
  const { admin } = adminOf(backend, { maxAttempts: 1 });
  const error = await errorOf<IncompleteUserError>(admin.createUser(grace));
  return { backend, admin, error };
}

describe('when the user is created and cannot be given the client', () => {
  it.each<[string, Respond, object]>([
    ['is refused', json(403, { message: 'Not your client' }), { status: 403 }],
    ['fails', raw(500), { status: 500 }],
    ['breaks off', hangUp, { code: 'CONNECTION_FAILED' }],
    ['meets a redirect', raw(302), { status: 302 }],
  ])('because that %s, the error carries the sub, what is left, and why', async (_, second, cause) => {
    const { error } = await halfway(second);
    expect(error).toBeInstanceOf(IncompleteUserError);
    expect(error).toMatchObject({
      code: 'USER_INCOMPLETE',
      sub: 'a1b2',
      remaining: { userId: 'a1b2', clientsToAdd: ['GAIA'] },
      cause,
    });
    expect(error.message).toContain('a1b2 was created, without the client GAIA');
  });

  test('resumeCreate does the second half alone', async () => {
    const { backend, admin, error } = await halfway(raw(500));
    backend.requests.length = 0;
    backend.answer(raw(200));
    expect(await admin.resumeCreate(error)).toEqual({ sub: 'a1b2' });
    expect(backend.requests.map(({ method, body }) => `${method} ${body}`)).toEqual([
      'PUT {"user_id":"a1b2","clients_to_add":["GAIA"]}',
    ]);
  });

  test('another process can resume from the error’s JSON', async () => {
    const { backend, error } = await halfway(raw(500));
    backend.answer(raw(200));
    const elsewhere = adminOf(backend).admin;
    expect(await elsewhere.resumeCreate(JSON.parse(JSON.stringify(error)))).toEqual({ sub: 'a1b2' });
  });

  test('a resumption that fails can be resumed', async () => {
    const { backend, admin, error } = await halfway(raw(500));
    backend.answer(json(404, { message: 'There is no client GAIA' }));
    const again = await errorOf<IncompleteUserError>(admin.resumeCreate(error));
    expect(again).toMatchObject({ sub: 'a1b2', remaining: error.remaining, cause: { status: 404 } });
    backend.answer(raw(200));
    expect(await admin.resumeCreate(again)).toEqual({ sub: 'a1b2' });
  });

  test('because the caller aborted, or the session ended, the sub is not lost either', async () => {
    const backend = await startBackend();
    const controller = new AbortController();
    const reason = new Error('enough');
    backend.answer(created, () => controller.abort(reason));
    const aborted = adminOf(backend).admin.createUser(grace, { signal: controller.signal });
    expect(await errorOf(aborted)).toMatchObject({ sub: 'a1b2', cause: reason });

    backend.answer(created);
    const over = new Error('the session is over');
    const tokens = [Promise.resolve('abc'), Promise.reject(over)];
    tokens[1]?.catch(() => {});
    const { admin } = adminOf(backend, { token: () => tokens.shift() ?? Promise.resolve('') });
    expect(await errorOf(admin.createUser(grace))).toMatchObject({ sub: 'a1b2', cause: over });
  });
});

test('when the first half fails there is nothing to resume', async () => {
  const backend = await startBackend();
  backend.answer(json(409, { message: 'User already exists' }));
  expect(await errorOf(adminOf(backend).admin.createUser(grace))).toBeInstanceOf(UserExistsError);
  expect(backend.requests.map(({ method }) => method)).toEqual(['POST']);
});
