import { CookieJar } from '../helpers/cookie-jar.js';
import {
  adasTokens,
  COOKIE,
  emailOf,
  sessionsOf,
  signedIn,
  startPool,
  type TimedPool,
  visit,
} from '../helpers/sessions.js';

const ADA = 'ada@example.com';
let pool: TimedPool;

beforeAll(async () => {
  pool = await startPool();
});
afterAll(() => pool.close());

describe('a session', () => {
  test('that nobody uses ends, and the next page can say so once', async () => {
    const sessions = sessionsOf(pool, { idleSeconds: 900 });
    const jar = await signedIn(pool, sessions);
    pool.clock.advance(901);
    const { session } = await visit(sessions, jar);
    expect(session.principal).toBeUndefined();
    expect(session.ended).toBe(true);
    expect(jar.names).toEqual([]);
    expect((await visit(sessions, jar)).session.ended).toBe(false);
  });

  test('that is used goes on, with a new cookie for each tenth of its time', async () => {
    const sessions = sessionsOf(pool, { idleSeconds: 900 });
    const jar = await signedIn(pool, sessions);
    const set: number[] = [];
    for (let minute = 1; minute <= 40; minute++) {
      pool.clock.advance(60);
      const { session, lines } = await visit(sessions, jar);
      expect(session.principal?.email).toBe(ADA);
      if (lines.length > 0) set.push(minute);
    }
    expect(set).toEqual(Array.from({ length: 20 }, (_, i) => 2 * (i + 1)));
  });

  test('ends some time after its sign-in, however much it is used', async () => {
    const sessions = sessionsOf(pool, { idleSeconds: 900, absoluteSeconds: 3_000 });
    const jar = await signedIn(pool, sessions);
    for (let minute = 1; minute < 50; minute++) {
      pool.clock.advance(60);
      expect([minute, await emailOf(sessions, jar)]).toEqual([minute, ADA]);
    }
    pool.clock.advance(61);
    const { session } = await visit(sessions, jar);
    expect([session.principal, session.ended]).toEqual([undefined, true]);
  });

  test('of a visitor ends without a word', async () => {
    const sessions = sessionsOf(pool, { idleSeconds: 900 });
    const jar = new CookieJar();
    expect((await visit(sessions, jar)).session.csrfToken).not.toBe('');
    pool.clock.advance(901);
    expect((await visit(sessions, jar)).session.ended).toBe(false);
  });
});

describe('the cookie', () => {
  const linesOf = async (options: Parameters<typeof sessionsOf>[1]) => {
    const lines: string[] = [];
    const session = await sessionsOf(pool, options).open({ headers: {} }, written => lines.push(...written));
    expect(session.csrfToken).not.toBe('');
    return lines.map(line => line.replace(/=[^;]+/, '=…'));
  };

  test.each([
    [{}, `${COOKIE}=…; Path=/; Max-Age=2678400; HttpOnly; Secure; SameSite=Lax`],
    [{ untilBrowserCloses: true }, `${COOKIE}=…; Path=/; HttpOnly; Secure; SameSite=Lax`],
    [
      { domain: 'example.com', sameSite: 'none', idleSeconds: 600 },
      '__Secure-session=…; Path=/; Domain=example.com; Max-Age=87000; HttpOnly; Secure; SameSite=None',
    ],
    [
      { path: '/app', secure: false, idleSeconds: 600 },
      'session=…; Path=/app; Max-Age=87000; HttpOnly; SameSite=Lax',
    ],
  ] as const)('with %j is %s', async (options, line) => {
    expect(await linesOf(options)).toEqual([line]);
  });
});

describe('what an application keeps in it', () => {
  test('is there with the next request and over a sign-in, and gone with the sign-out', async () => {
    const sessions = sessionsOf(pool);
    const jar = new CookieJar();
    const { session } = await visit(sessions, jar);
    expect(session.data).toEqual({});
    await session.save({ basket: [1, 2] });
    expect((await visit(sessions, jar)).session.data).toEqual({ basket: [1, 2] });
    await (await visit(sessions, jar)).session.signIn(await adasTokens(pool));
    const signedIn = (await visit(sessions, jar)).session;
    expect([signedIn.data, signedIn.principal?.email]).toEqual([{ basket: [1, 2] }, ADA]);
    await signedIn.signOut();
    expect((await visit(sessions, jar)).session.data).toEqual({});
    expect(jar.names).toEqual([]);
  });

  test.each([undefined, 'text', [], { long: 'x'.repeat(1_024) }])('is refused when it is %j', async data => {
    const { session } = await visit(sessionsOf(pool), new CookieJar());
    await expect(session.save(data as never)).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      field: 'data',
    });
  });
});

describe('a notice', () => {
  test('is shown once, after a redirect, and by no copy of the address', async () => {
    const sessions = sessionsOf(pool);
    const jar = await signedIn(pool, sessions);
    await (await visit(sessions, jar)).session.notify('Your password was changed.');
    const { session } = await visit(sessions, jar);
    expect(session.principal?.email).toBe(ADA);
    expect(await session.takeNotice()).toBe('Your password was changed.');
    expect(await session.takeNotice()).toBeUndefined();
    expect(await (await visit(sessions, jar)).session.takeNotice()).toBeUndefined();
    expect(await emailOf(sessions, jar)).toBe(ADA);
  });

  test('may be of the sign-out itself', async () => {
    const sessions = sessionsOf(pool);
    const jar = await signedIn(pool, sessions);
    const { session } = await visit(sessions, jar);
    await session.signOut();
    await session.notify('You are signed out.');
    const next = (await visit(sessions, jar)).session;
    expect([await next.takeNotice(), next.principal]).toEqual(['You are signed out.', undefined]);
  });
});
