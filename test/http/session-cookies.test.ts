import { CookieJar } from '../helpers/cookie-jar.js';
import {
  COOKIE,
  challenge,
  emailOf,
  SECRET,
  sessionsOf,
  signedIn,
  startPool,
  type TimedPool,
  visit,
} from '../helpers/sessions.js';

let pool: TimedPool;

beforeAll(async () => {
  pool = await startPool();
});

afterAll(() => pool.close());

describe('cookies that are none of ours', () => {
  const first = (jar: CookieJar) => jar.get(COOKIE) ?? '';
  const second = (jar: CookieJar) => jar.get(`${COOKIE}.1`) ?? '';
  const pair = (one: string, two?: string) =>
    [`${COOKIE}=${one}`, ...(two === undefined ? [] : [`${COOKIE}.1=${two}`])].join('; ');
  const flipped = (text: string, at: number) =>
    text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);

  test.each<[string, (jar: CookieJar) => string]>([
    ['nothing', () => pair('')],
    ['garbage', () => pair('garbage')],
    ['a count alone', () => pair('1.')],
    ['a count of none', jar => pair(first(jar).replace(/^2/, '0'), second(jar))],
    ['a count of too many', jar => pair(first(jar).replace(/^2/, '9'), second(jar))],
    ['a count of too few', jar => pair(first(jar).replace(/^2/, '1'), second(jar))],
    ['the second part missing', jar => pair(first(jar))],
    ['the first part missing', jar => `${COOKIE}.1=${second(jar)}`],
    ['the first part twice', jar => `${pair(first(jar), second(jar))}; ${COOKIE}=${first(jar)}`],
    ['the second part twice', jar => `${pair(first(jar), second(jar))}; ${COOKIE}.1=${second(jar)}`],
    ['the parts swapped', jar => pair(`2.${second(jar)}`, first(jar).slice(2))],
    ['a character changed in the header', jar => pair(flipped(first(jar), 10), second(jar))],
    ['a character changed in the text', jar => pair(flipped(first(jar), 2000), second(jar))],
    ['a character changed in the tag', jar => pair(first(jar), flipped(second(jar), second(jar).length - 9))],
    ['the end cut off', jar => pair(first(jar), second(jar).slice(0, -1))],
    ['something added', jar => pair(first(jar), `${second(jar)}AAAA`)],
    ['a signed token', () => pair('1.eyJhbGciOiJIUzI1NiJ9.e30.ZRrHA1JJJW8opsbCGfG_HACGpVUMN_a9IV7pAx_Zmeo')],
    ['an unsecured token', () => pair('1.eyJhbGciOiJub25lIn0.eyJpZCI6IngifQ.')],
  ])('%s makes a visitor', async (_, cookieOf) => {
    const sessions = sessionsOf(pool);
    const jar = await signedIn(pool, sessions);
    const lines: string[] = [];
    const session = await sessions.open({ headers: { cookie: cookieOf(jar) } }, more => lines.push(...more));
    expect(session.principal).toBeUndefined();
    expect(lines).toEqual([]);
  });

  test.each<[string, object]>([
    ['another secret', { secret: SECRET.toLowerCase() }],
    ['another name', { name: 'other' }],
  ])('those of %s make a visitor', async (_, options) => {
    const jar = await signedIn(pool, sessionsOf(pool));
    const cookie = jar.header.replaceAll(COOKIE, `__Host-${'name' in options ? options.name : 'session'}`);
    const session = await sessionsOf(pool, options).open({ headers: { cookie } }, () => {});
    expect(session.principal).toBeUndefined();
  });

  test('a part left over from a longer value does no harm', async () => {
    const sessions = sessionsOf(pool);
    const jar = new CookieJar();
    await (await visit(sessions, jar)).session.ask(challenge);
    jar.take([`${COOKIE}.1=leftover`, `${COOKIE}.2=leftover`]);
    expect((await visit(sessions, jar)).session.challenge).toEqual(challenge);
  });

  test('parts that a shorter value does not need are deleted', async () => {
    const sessions = sessionsOf(pool);
    const jar = await signedIn(pool, sessions);
    const { session, ...result } = await visit(sessions, jar);
    await session.signOut();
    expect(jar.names).toEqual([]);
    expect(session.csrfToken).not.toBe('');
    expect(jar.names).toEqual([COOKIE]);
    expect(result.lines).toEqual([]);
  });

  test('one that is older than a session may get makes a visitor', async () => {
    const sessions = sessionsOf(pool, { absoluteSeconds: 1000 });
    const jar = await signedIn(pool, sessions);
    pool.clock.advance(990);
    expect(await emailOf(sessions, jar)).toBe('ada@example.com');
    pool.clock.advance(11);
    expect(await emailOf(sessions, jar)).toBeUndefined();
  });
});

describe('secrets', () => {
  const NEWER = `${SECRET}-2`;

  test('a second one opens what it sealed, and the first seals from then on', async () => {
    const jar = await signedIn(pool, sessionsOf(pool));
    const both = sessionsOf(pool, { secret: [NEWER, SECRET] });
    expect(await emailOf(both, jar)).toBe('ada@example.com');
    await (await visit(both, jar)).session.ask(challenge);
    expect(await emailOf(sessionsOf(pool, { secret: NEWER }), jar)).toBe('ada@example.com');
    expect(await emailOf(sessionsOf(pool), jar)).toBeUndefined();
  });

  test('a form that was made under the older one is taken', async () => {
    const jar = new CookieJar();
    const token = (await visit(sessionsOf(pool), jar)).session.csrfToken;
    (await visit(sessionsOf(pool, { secret: [NEWER, SECRET] }), jar)).session.checkCsrf(token);
  });
});
