import fc from 'fast-check';
import { extractToken } from 'portcullis/verify';

describe('an Authorization header', () => {
  it.each([
    ['Bearer abc', 'abc'],
    ['bearer abc', 'abc'],
    ['BEARER   abc  ', 'abc'],
    ['\tBearer\tabc', 'abc'],
    ['abc', 'abc'],
    ['Bearerabc', 'Bearerabc'],
    ['Basic abc', 'Basic abc'],
  ])('%j gives %j', (header, token) => {
    expect(extractToken(header)).toBe(token);
  });

  it.each([undefined, null, '', '  ', 'Bearer', 'Bearer ', ' bearer\t'])('%j gives no token', header => {
    expect(() => extractToken(header)).toThrow(
      expect.objectContaining({ code: 'MISSING_AUTHORIZATION', status: 401 }),
    );
  });

  it('gives any token back, with or without Bearer before it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w.-]+$/), token => {
        fc.pre(token.toLowerCase() !== 'bearer');
        expect(extractToken(token)).toBe(token);
        expect(extractToken(`Bearer ${token}`)).toBe(token);
      }),
    );
  });
});
