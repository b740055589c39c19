import { CsrfError } from 'portcullis/errors';
import { sessionsOf, signedIn, startPool, type TimedPool, visit } from '../helpers/sessions.js';

let pool: TimedPool;

beforeAll(async () => {
  pool = await startPool();
});

afterAll(() => pool.close());

describe('forms', () => {
  const withForm = async () => {
    const sessions = sessionsOf(pool);
    const jar = await signedIn(pool, sessions);
    const token = (await visit(sessions, jar)).session.csrfToken;
    return { pool, sessions, jar, token };
  };

  test('each page has a token of its own, and all of a session are good', async () => {
    const { sessions, jar, token } = await withForm();
    const { session } = await visit(sessions, jar);
    expect(session.csrfToken).not.toBe(token);
    session.checkCsrf(token);
    session.checkCsrf(session.csrfToken);
  });

  test('a renewal leaves them good', async () => {
    const { pool, sessions, jar, token } = await withForm();
    pool.clock.advance(3600 - 30);
    const { session, lines } = await visit(sessions, jar);
    expect(lines).not.toEqual([]);
    session.checkCsrf(token);
  });

  test.each<[string, (token: string) => unknown]>([
    ['none', () => undefined],
    ['an empty one', () => ''],
    ['a list', token => [token]],
    ['a shorter one', token => token.slice(0, -1)],
    ['a longer one', token => `${token}A`],
    ['another first character', token => (token.startsWith('A') ? 'B' : 'A') + token.slice(1)],
    ['another last character', token => token.slice(0, -1) + (token.endsWith('A') ? 'E' : 'A')],
  ])('%s is refused', async (_, changed) => {
    const { sessions, jar, token } = await withForm();
    const { session } = await visit(sessions, jar);
    expect(() => session.checkCsrf(changed(token))).toThrow(CsrfError);
  });

  test('the token of another person is refused', async () => {
    const { pool, sessions, token } = await withForm();
    const { session } = await visit(sessions, await signedIn(pool, sessions));
    expect(() => session.checkCsrf(token)).toThrow(CsrfError);
  });

  test.each<[boolean, Record<string, string>]>([
    [true, {}],
    [true, { 'sec-fetch-site': 'same-origin' }],
    [true, { 'sec-fetch-site': 'none' }],
    [false, { 'sec-fetch-site': 'same-site' }],
    [false, { 'sec-fetch-site': 'cross-site' }],
    [false, { 'Sec-Fetch-Site': 'cross-site', origin: 'https://app.example', host: 'app.example' }],
    [true, { origin: 'https://app.example', host: 'app.example' }],
    [true, { origin: 'https://app.example:8443', host: 'APP.example:8443' }],
    [true, { origin: 'null', host: 'app.example' }],
    [false, { origin: 'https://app.example' }],
    [true, { origin: 'https://app.example', host: 'inner:3000', 'x-forwarded-host': 'app.example, inner' }],
    [false, { origin: 'https://evil.example', host: 'app.example' }],
    [false, { origin: 'https://app.example.evil.example', host: 'app.example' }],
    [false, { origin: 'https://app.example:8443', host: 'app.example' }],
    [false, { origin: 'no address', host: 'app.example' }],
    [false, { origin: '', host: 'app.example' }],
    [false, { origin: 'file://' }],
  ])('with a good token: %p for %j', async (accepted, headers) => {
    const { sessions, jar, token } = await withForm();
    const { session } = await visit(sessions, jar, headers);
    const check = () => session.checkCsrf(token);
    if (accepted) check();
    else expect(check).toThrow(CsrfError);
  });
});
