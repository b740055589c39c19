import fc from 'fast-check';
import { BrowserCookies } from '../../src/http/session/browser-cookies.js';
import { Seal } from '../../src/http/session/seal.js';
import { CookieJar } from '../helpers/cookie-jar.js';

const NOON = Date.UTC(2026, 5, 1, 12);
const SOON = NOON / 1000 + 60;
const seal = new Seal(['a'.repeat(32)], 'test', () => NOON);
const settings = { name: 's', secure: true, sameSite: 'lax', maxAgeSeconds: 60, path: '/' } as const;

const cookiesOf = (jar: CookieJar) =>
  new BrowserCookies({ headers: { cookie: jar.header } }, settings, lines => jar.take(lines));

/** Any text, of any length that cookies have room for. */
const content = fc
  .tuple(fc.string({ unit: 'binary', maxLength: 30 }), fc.nat(8_000))
  .map(([id, length]) => ({ id, tokens: 'x'.repeat(length) }));

test('what was sealed and spread over cookies comes back, whatever the browser had before', () =>
  fc.assert(
    fc.asyncProperty(content, content, async (before, after) => {
      const jar = new CookieJar();
      for (const each of [before, after]) cookiesOf(jar).set(await seal.seal(each, SOON));
      const { value = '' } = cookiesOf(jar);
      expect(await seal.open(value)).toEqual({
        content: { ...after, exp: SOON },
        expiresAt: SOON,
        isOver: false,
      });
      const length = Math.ceil(value.length / 3_800);
      expect(jar.names).toHaveLength(length);
    }),
    { numRuns: 60 },
  ));

/** The bytes that are encrypted, and those that guard them: base64url has spellings that differ and mean the same. */
const bytesOf = (sealed: string) =>
  sealed.split('.').map(part => Buffer.from(part, 'base64url').toString('hex'));

const tampering = fc.oneof(
  fc.record({
    kind: fc.constant('replace'),
    at: fc.nat(),
    by: fc.constantFrom(...'ABghwx019-_'),
  }),
  fc.record({ kind: fc.constant('cut'), at: fc.nat(), by: fc.constant('') }),
  fc.record({ kind: fc.constant('insert'), at: fc.nat(), by: fc.string({ minLength: 1, maxLength: 5 }) }),
  fc.record({ kind: fc.constant('drop'), at: fc.nat(), by: fc.constant('') }),
);

function tampered(sealed: string, { kind, at, by }: { kind: string; at: number; by: string }): string {
  const place = at % sealed.length;
  if (kind === 'cut') return sealed.slice(0, place);
  if (kind === 'drop') return sealed.slice(0, place) + sealed.slice(place + 1);
  return sealed.slice(0, place) + by + sealed.slice(kind === 'replace' ? place + 1 : place);
}

test('nothing that was changed opens', () =>
  fc.assert(
    fc.asyncProperty(content, tampering, async (value, change) => {
      const sealed = await seal.seal(value, SOON);
      const changed = tampered(sealed, change);
      fc.pre(bytesOf(changed).join() !== bytesOf(sealed).join());
      expect(await seal.open(changed)).toBeUndefined();
    }),
    { numRuns: 300 },
  ));

test('what nobody sealed neither opens nor throws', () =>
  fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), fc.webFragments(), async (one, other) => {
      for (const text of [one, other, `${one}..${other}.${one}.${other}`])
        expect(await seal.open(text)).toBeUndefined();
      const request = { headers: { cookie: `s=${one}; s.1=${other}` } };
      expect(() => new BrowserCookies(request, settings, () => {}).value).not.toThrow();
    }),
  ));
