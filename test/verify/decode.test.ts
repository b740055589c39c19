import fc from 'fast-check';
import { decodeUnverified } from 'portcullis/verify';
import { InvalidTokenError } from '../../src/errors/token.js';

const base64url = (content: string) => Buffer.from(content).toString('base64url');
const tokenOf = (header: unknown, payload: unknown) =>
  `${base64url(JSON.stringify(header))}.${base64url(JSON.stringify(payload))}.AAAA`;

describe('reading a token without trusting it', () => {
  it('gives back what was written, frozen', () => {
    const json = fc.dictionary(
      fc.string().filter(name => name !== '__proto__'),
      fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean(), fc.constant(null)),
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(json, json, (header, payload) => {
        const decoded = decodeUnverified(tokenOf(header, payload));
        expect(decoded.header).toEqual(header);
        expect(decoded.payload).toEqual(payload);
        expect(Object.isFrozen(decoded.payload)).toBe(true);
      }),
    );
  });

  it('either succeeds or says that the token is invalid, whatever the text', () => {
    const segment = fc.oneof(fc.stringMatching(/^[\w-]*$/), fc.json().map(base64url), fc.string());
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(segment, { maxLength: 5 }).map(parts => parts.join('.')),
    );
    fc.assert(
      fc.property(text, token => {
        try {
          decodeUnverified(token);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidTokenError);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    '',
    '.',
    '..',
    'a.b',
    'a.b.c.d',
    'e30.e30.',
    'e30.e30.A',
    'e31.e30.AAAA',
    'e30.e3A.AAAA',
    'e30=.e30.AAAA',
    'W10.e30.AAAA',
  ])('refuses %j', token => {
    expect(() => decodeUnverified(token)).toThrow(InvalidTokenError);
  });

  it('takes the largest token that Cognito could mean and nothing beyond', () => {
    const signature = (length: number) => `e30.e30.${'A'.repeat(length - 8)}`;
    expect(decodeUnverified(signature(65_536)).payload).toEqual({});
    expect(() => decodeUnverified(signature(65_540))).toThrow(/longer than 65536/);
  });
});
